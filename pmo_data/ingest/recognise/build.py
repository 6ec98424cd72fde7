"""What a sheet's build says: outlines by indentation, drawn timelines, blanks that mean "same as above".

Stands apart because it looks at how cells stand rather than at what they say.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import Any

from pmo_data.domain.words import listed
from pmo_data.ingest.plan import ColumnPlan
from pmo_data.ingest.recognise.lists.changes import said_of_changes
from pmo_data.ingest.recognise.lists.contracts import said_of_contracts
from pmo_data.ingest.recognise.matching.columns import Column
from pmo_data.ingest.recognise.matching.entity import names_milestones
from pmo_data.ingest.recognise.sheets.layout import Block
from pmo_data.ingest.recognise.sheets.view import View
from pmo_data.ingest.recognise.vocabulary.lexicon import KNOWN
from pmo_data.ingest.recognise.vocabulary.periods import period
from pmo_data.ingest.recognise.vocabulary.words import letter, squash, tidy, words
from pmo_data.ingest.typing.sources import pays
from pmo_data.store.delivery import Finding

_FILLED = {"objective": 0.95}  # a measure under no objective is of the one above, be it the only one of the list
_MOST_BANDED = 20_000
_GROUPING = {"project", "programme", "portfolio", "department", "category", "objective", "team", "person", "stage"}


def outline(view: View, block: Block, plans: list[ColumnPlan], entity: str) -> dict[str, Any] | None:
    """How depth is told in a table of tasks; None where it is not."""
    if entity not in {"task", "objective", "benefit"}:
        return None
    by_field = {p.field: p for p in plans if p.field}
    name = by_field.get("name")
    if name is None or "parent" in by_field:
        return None
    steps = _steps(view, block, name)
    if steps is not None:
        return {"column": steps[0], "how": "columns", "columns": list(steps)}
    if "outline_level" in by_field:
        return {"column": by_field["outline_level"].index, "how": "level"}
    if not view.turned and any(c == name.index and r > view.number(block.header[-1]) for r, c in view.sheet.indents):
        return {"column": name.index, "how": "indent"}
    if view.evidence(name.index, block.first, block.last, block.skip).indented >= 0.15:
        return {"column": name.index, "how": "spaces"}
    wbs = by_field.get("wbs")
    if wbs is not None and any(re.fullmatch(r"[\w-]+([.][\w-]+)+", s) for s in wbs.samples):
        return {"column": wbs.index, "how": "wbs"}
    code = by_field.get("code")
    if code is None:
        return None
    return _bands(view, block, code, name) or (
        {"column": code.index, "how": "dots"} if _nested(view, block, code) else None
    )


def _bands(view: View, block: Block, code: ColumnPlan, name: ColumnPlan) -> dict[str, Any] | None:
    """Lines that say in the place of an id what the tasks below are part of: "  Q-1.ENG  Engineering" above "A1000"."""
    count = block.last - block.first + 1
    if view.turned or count > _MOST_BANDED:
        return None
    raw = [str(v or "") for v in view.cells.column(code.index).slice(block.first, count).to_pylist()]
    names = [tidy(v) for v in view.cells.column(name.index).slice(block.first, count).to_pylist()]
    ids = [tidy(t) for t, called in zip(raw, names, strict=True) if called and tidy(t)]
    rows = [
        r for r, (t, called) in enumerate(zip(raw, names, strict=True))
        if not called and " " in tidy(t) and block.first + r not in block.not_data
    ]  # fmt: skip
    if not rows or len(ids) < 2 or any(" " in i for i in ids) or max(rows) > max(r for r, n in enumerate(names) if n):
        return None
    steps = {r: len(raw[r]) - len(raw[r].lstrip()) for r in rows}
    depths = sorted(set(steps.values()))
    return {"how": "headings", "rows": [view.number(block.first + r) for r in rows], "column": code.index,
            "levels": [depths.index(steps[r]) for r in rows]}  # fmt: skip


def _nested(view: View, block: Block, code: ColumnPlan) -> bool:
    """Whether ids begin with the ids of what they belong to: "site", "site.dig", "site.dig.north"."""
    ids = [tidy(v) for v in view.sample(code.index, block.first, block.last, block.skip) if tidy(v)]
    dotted = [i for i in ids if "." in i]
    known = frozenset(ids)
    return len(dotted) >= 2 and sum(1 for i in dotted if i.rpartition(".")[0] in known) >= 0.8 * len(dotted)


def _steps(view: View, block: Block, name: ColumnPlan) -> tuple[int, ...] | None:
    """Names in successive columns: neighbours of which each row fills exactly one."""
    spots, stem = [name.index], squash(name.header).rstrip("0123456789")
    for index in range(name.index + 1, min(name.index + 8, view.columns)):
        title = squash(block.names[index])
        if title and not re.fullmatch(rf"level\d|subtask\d?|task\d?|{re.escape(stem)}\d?", title):
            break
        spots.append(index)
    cells = [view.sample(i, block.first, block.last, block.skip) for i in spots]
    while len(spots) > 1 and not any(tidy(v) for v in cells[-1]):
        spots, cells = spots[:-1], cells[:-1]
    if len(spots) < 2:
        return None
    filled = [sum(1 for v in row if tidy(v)) for row in zip(*cells, strict=True)]
    known = [n for n in filled if n]
    later = sum(1 for row in zip(*cells[1:], strict=True) if any(tidy(v) for v in row))
    alone = sum(1 for n in known if n == 1)
    return tuple(spots) if later >= 2 and known and alone >= 0.9 * len(known) else None


def named_in_steps(block: Block, plans: list[ColumnPlan], depth: dict[str, Any]) -> list[ColumnPlan]:
    """Where names stand in successive columns by depth, all of these columns feed the name."""
    out = {p.index: p for p in plans}
    for place, index in enumerate(depth.get("columns", ())):
        header = block.names[index] or f"Column {letter(index)}"
        plan = out.get(index) or ColumnPlan(index, header, None, "none")
        out[index] = replace(plan, field="name", priority=place, reason="names by depth",
                             confidence=plan.confidence if plan.field == "name" else "likely")  # fmt: skip
    return sorted(out.values(), key=lambda p: p.index)


def drawn_timeline(view: View, block: Block, plans: list[ColumnPlan], entity: str) -> tuple[int, int] | None:
    """The columns of a Gantt chart drawn in cells beside a plan: periods over blanks or marks.

    Small numbers beside projects are amounts, and no drawing.
    """
    fed = [p.index for p in plans if p.field]
    if not fed or entity not in {"task", "project"}:
        return None
    timed = [i for i, name in enumerate(block.names) if name and i not in fed and period(name)]
    if len(timed) < 3:
        return None
    after = [i for i, name in enumerate(block.names) if i > timed[-1] and (name or i in fed)]
    drawing = range(timed[0], timed[-1] + 1 if after else len(block.names))
    named = [i for i in drawing if block.names[i]]
    if len(timed) < 0.8 * len(named) or set(fed) & set(drawing):
        return None
    seen = [view.evidence(i, block.first, block.last, block.skip) for i in drawing]
    drawn = [e for e in seen if e.known == 0 or (e.flags + e.small > 0.8 and e.length <= 2)]
    if entity == "project" and not (any(e.known for e in seen) and all(e.worded == 1 for e in seen if e.known)):
        return None
    return (drawing[0], drawing[-1]) if len(drawn) == len(seen) else None


def fill_down(view: View, block: Block, plans: list[ColumnPlan], entity: str) -> dict[str, Any]:
    """Columns whose blanks repeat the cell above: proved by merged ranges, or by the pattern of a grouping column."""
    first, last = view.number(block.first), view.number(block.last)
    merged = sorted(
        {m[1] for m in view.sheet.merged if m[2] > m[0] and m[1] == m[3] and m[0] >= first and m[2] <= last}
    )
    known = {p.index for p in plans}
    if not view.turned and any(i in known for i in merged):
        return {"fill_down": [i for i in merged if i in known], "fill_how": "merged"}
    grouped = [p.index for p in plans if p.field and _groups(view, block, p, plans, entity)]
    return {"fill_down": grouped, "fill_how": "grouped"} if grouped else {}


_OF_A_PART = re.compile(r"\b(?:sub)?-?totals?$", re.IGNORECASE)  # a total's line groups nothing


def _groups(view: View, block: Block, plan: ColumnPlan, plans: list[ColumnPlan], entity: str) -> bool:
    """A leading grouping column, filled in its first row, mostly blank, never the same twice running."""
    field = KNOWN[entity].by_name[plan.field or ""]
    key_at = min((p.index for p in plans if p.field in {"code", "name"}), default=10_000)
    lined = _in_lines(plan, plans, entity)
    grouping = field.name in _GROUPING or field.reference is not None
    if not lined and (not grouping or plan.index > key_at or field.name == "parent"):
        return False
    rows = view.band(block.first, min(block.last + 1, block.first + 200))
    cells = [r[plan.index] for r in rows if sum(1 for c in r if c) >= 2 and not any(map(_OF_A_PART.search, r))]
    filled = [c for c in cells if c]
    if len(filled) < 2 or not cells[0] or len(filled) > _FILLED.get(entity, 0.6) * len(cells):
        return False
    return all(a != b for a, b in pairwise(filled))


def _in_lines(plan: ColumnPlan, plans: list[ColumnPlan], entity: str) -> bool:
    """What is named in the first of its lines only: projects by sources of money, objectives by key results."""
    later = any(pays(p.header) for p in plans if p.field is None and p.index > plan.index)
    measured = any(p.field == "measure" and p.index > plan.index for p in plans)
    return plan.field in {"code", "name"} and ((entity == "project" and later) or (entity == "objective" and measured))


def nameless(columns: list[Column]) -> list[Finding]:
    """What to say of columns that hold something under no name."""
    without = [letter(c.index) for c in columns if not c.name]
    if not without:
        return []
    if len(without) == 1:
        return [Finding("column-without-name", "warning", f"Column {without[0]} has no name and was not imported.")]
    every = f"{', '.join(without[:-1])} and {without[-1]}"
    return [Finding("column-without-name", "warning", f"Columns {every} have no name and were not imported.")]


def taken_for(settings: dict[str, Any]) -> list[Finding]:
    """What was taken for granted of a table as a whole."""
    findings = [said_of_changes()] if "changes" in settings else []
    findings += [said_of_contracts()] if "contracts" in settings else []
    if "tool" in settings and "only" in settings:
        kinds = settings["only"]
        others = listed([f"“{kind}”" for kind in kinds["known"] if kind not in kinds["words"]])
        said = f"Rows that are not of the kind “{kinds['words'][0]}” ({others}) were not imported from this table."
        findings.append(Finding("rows_of_other_kinds", "warning", said))
    if settings.get("unpivot", {}).get("time_unit"):
        days = "The numbers are read as days of work, eight hours each: nothing says hours, and none exceeds a week."
        findings.append(Finding("effort_in_days", "warning", days, fix="Write “hours” above them if they are hours."))
    if settings.get("marks", {}).get("unsaid"):
        said = "Nothing says what the numbers by project are; they are read as hours of work planned."
        fix = "Write above them what they are: per cent, FTE, hours or days."
        findings.append(Finding("values_unsaid", "warning", said, fix=fix))
    if settings.get("unpivot", {}).get("unsaid"):
        money = settings["unpivot"]["value_field"] == "planned_value"
        what = "the money planned for each" if money else "the work planned in each"
        unsaid = f"Nothing says what the numbers by period are; they are read as {what}."
        fix = "Write above them what they are: budget, actual cost, forecast or hours."
        findings.append(Finding("values_unsaid", "warning", unsaid, fix=fix))
    return findings


def of_milestones(plans: list[ColumnPlan]) -> bool:
    """A list whose names stand under "Milestone" is of milestones, where no column says which are and how long."""
    named = any(
        p.field in {"name", "code"} and (words(p.header)[:1] == ("milestone",) or names_milestones(p.header))
        for p in plans
    )
    return named and not {p.field for p in plans} & {"milestone", "duration_days", "planned_start"}


_SAID = re.compile(
    r"(?:project|contract)(?:\s+(?:name|id|code|title|no\.?|number))?\s*[:=]\s*(.*)", re.IGNORECASE | re.DOTALL
)


PROJECT_LABELS = frozenset({"project", "project name", "project id", "project code", "plan name"})


def project_above(view: View, block: Block) -> str | None:
    """The project that the rows above a table name once: "Project: Northern Road", or the label with its value beside.

    None where they name none, or several.
    """
    found = set()
    for row in view.band(0, block.header[0])[-30:]:
        for i, cell in enumerate(row):
            beside = next((c for c in row[i + 1 : i + 4] if c), "")
            said = _SAID.fullmatch(cell) if len(cell) < 120 else None
            if said is not None and (said[1] or beside):
                found.add(said[1].strip() or beside)
            elif cell.lower() in PROJECT_LABELS and beside:
                found.add(beside)
    return found.pop() if len(found) == 1 and not view.turned else None
