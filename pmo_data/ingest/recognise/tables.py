"""The tables of one view of a sheet: each block with its entity, its columns and what a row stands for.

Stands apart from the workbook's level, which chooses among sheets, and from the single questions it puts together.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from pmo_data.ingest.grid import Workbook
from pmo_data.ingest.plan import ColumnPlan, TablePlan
from pmo_data.ingest.recognise.across.benefits import with_register
from pmo_data.ingest.recognise.across.earned import with_other_half
from pmo_data.ingest.recognise.across.lines_of_money import lines_of_money
from pmo_data.ingest.recognise.across.matrix import matrix
from pmo_data.ingest.recognise.across.milestones import with_milestones
from pmo_data.ingest.recognise.across.paired import listed_beside, paired, with_pairs
from pmo_data.ingest.recognise.across.ratings import with_ratings
from pmo_data.ingest.recognise.across.roadmap import with_roadmap
from pmo_data.ingest.recognise.across.spending import with_spending
from pmo_data.ingest.recognise.across.timeline import spans_drawn
from pmo_data.ingest.recognise.across.timephased import Timephased, by_measure, periods_left, timephased
from pmo_data.ingest.recognise.across.unfolded import Decision, of_marks, of_periods
from pmo_data.ingest.recognise.across.weekdays import timesheet
from pmo_data.ingest.recognise.build import (
    drawn_timeline,
    fill_down,
    named_in_steps,
    nameless,
    of_milestones,
    outline,
    project_above,
    taken_for,
)
from pmo_data.ingest.recognise.exports import entity_of, of_export
from pmo_data.ingest.recognise.lists.changes import changes
from pmo_data.ingest.recognise.lists.contracts import contracts
from pmo_data.ingest.recognise.lists.cost_lines import cost_lines, whole_projects
from pmo_data.ingest.recognise.lists.dated import milestone_list, with_day
from pmo_data.ingest.recognise.lists.fallback import as_actions, drawn_tasks, project_list
from pmo_data.ingest.recognise.lists.incidents import incidents
from pmo_data.ingest.recognise.lists.registers import Register, called_as, registers
from pmo_data.ingest.recognise.lists.rollout import rollout, said_of_rollout
from pmo_data.ingest.recognise.lists.timelog import person_above, time_log, with_worker
from pmo_data.ingest.recognise.matching.aims import with_latest_target
from pmo_data.ingest.recognise.matching.before_after import under_states
from pmo_data.ingest.recognise.matching.beside import (
    by_period_and_to_date,
    called_by_measure,
    dated,
    without_phases,
)
from pmo_data.ingest.recognise.matching.columns import Column, match, planned
from pmo_data.ingest.recognise.matching.corner import with_corner
from pmo_data.ingest.recognise.matching.correct import with_gaps
from pmo_data.ingest.recognise.matching.done import with_done
from pmo_data.ingest.recognise.matching.entity import choose
from pmo_data.ingest.recognise.matching.naming import joined, with_common_word, with_street_numbers, with_whole_names
from pmo_data.ingest.recognise.matching.refine import (
    go_by_sprint,
    with_alternatives,
    with_cost_spent,
    with_day_decided,
    with_effect,
    with_finer_name,
    with_hours_logged,
    with_hours_worked,
    with_name,
    with_numbers,
    without_scores,
)
from pmo_data.ingest.recognise.matching.repeats import repetition
from pmo_data.ingest.recognise.matching.signs import with_signs
from pmo_data.ingest.recognise.matching.summed_hours import without_billed
from pmo_data.ingest.recognise.matching.work import proved, root_of_paths
from pmo_data.ingest.recognise.refusal import NO_ROWS, numbered_days
from pmo_data.ingest.recognise.sheets.headings import carried
from pmo_data.ingest.recognise.sheets.headless import said_of_names
from pmo_data.ingest.recognise.sheets.layout import Block, side_by_side
from pmo_data.ingest.recognise.sheets.money import in_money
from pmo_data.ingest.recognise.sheets.subitems import with_parts
from pmo_data.ingest.recognise.sheets.view import View
from pmo_data.ingest.recognise.vocabulary.lexicon import KNOWN
from pmo_data.ingest.recognise.vocabulary.profiles import known_export
from pmo_data.ingest.recognise.vocabulary.words import letter, squash, words
from pmo_data.store.delivery import Finding


@dataclass
class Found:
    """A plan with what a person should know about it."""

    plan: TablePlan
    findings: list[Finding] = field(default_factory=list)


@dataclass
class Reading:
    """All tables of a view, and the headers that are of no table we know."""

    found: list[Found] = field(default_factory=list)
    strangers: list[tuple[str, ...]] = field(default_factory=list)


def read_blocks(view: View, blocks: list[Block], workbook: Workbook, entity: str | None) -> Reading:
    """Every block of a view as a plan, as far as it is of an entity we know (or of the forced one)."""
    reading = Reading()
    for block in blocks:
        if _without_rows(block):
            reading.strangers.append((*block.names, NO_ROWS))
            continue
        found = with_parts(view, block, lambda part, of: _tables(view, part, workbook, of or entity))
        if not found:
            reading.strangers.append((*(n for n in block.names if n), *numbered_days(_columns(view, block))))
        reading.found += found
    return reading


def _tables(view: View, block: Block, workbook: Workbook, entity: str | None) -> list[Found]:
    """One table; several where parts beside each other are each surely of a different entity."""
    parts = side_by_side(view, block) if entity is None else [block]
    if len(parts) > 1:
        apart = [_table(view, part, workbook, entity) for part in parts]
        sure = [f for f in apart if f is not None and f.plan.confidence != "guess" and "lacks" not in f.plan.settings]
        if len({f.plan.entity for f in sure}) > 1:
            return sure
        met = [f for f in apart if f is not None and "lacks" not in f.plan.settings]
        if len({f.plan.entity for f in met}) == len(parts) and _names_again(parts):
            return met
    measured = by_measure(view, block)
    if measured and entity in {None, *(m.entity for m in measured)}:
        return [_measured(view, block, one) for one in measured if entity in {None, one.entity}]
    listed = registers(view, block) if entity is None else None
    if listed is not None:
        return [_of_kind(view, block, kind, listed[0]) for kind in listed[1]]
    return _with_what_stands_beside(view, block, workbook, entity)


def _with_what_stands_beside(view: View, block: Block, workbook: Workbook, entity: str | None) -> list[Found]:
    """One table, and those that further columns of the same rows are: periods, ratings, milestones."""
    columns = _columns(view, block)
    pairs = paired(view, block)
    if entity is None and listed_beside(pairs, columns, view.sheet.name, workbook.file_name) is None:
        lines = [_finish(view, block, columns, _plan(view, block, d)) for d in lines_of_money(columns, pairs)]
        if lines:
            return lines
    found = _table(view, block, workbook, entity)
    if found is None:
        return []
    if found.plan.entity == "benefit_period" and entity is None:
        first, *others = with_register(columns, found.plan)
        return [Found(first, found.findings), *(_priced(view, block, p, found.findings) for p in others)]
    first, *others = with_other_half(view, block, columns, found.plan)
    further = [_priced(view, block, p, found.findings) for p in others]
    if entity is not None:
        return [Found(first, found.findings), *further]
    first, by_pair = with_pairs(first, pairs, block)
    if not by_pair:
        first, by_pair = with_spending(view, block, columns, first, workbook.file_name)
    first, by_day = with_milestones(view, block, first)
    first, rated = with_ratings(view, block, first)
    first, mapped = with_roadmap(view, block, first, workbook.file_name)
    found = replace(found, plan=first)
    beside = [
        Found(priced.plan, [*said, *priced.findings])
        for p, said in (*by_pair, *by_day, *rated, *mapped)
        for priced in (_priced(view, block, p, [*found.findings, *said]),)
    ]
    return [found, *further, *beside]


def _names_again(parts: list[Block]) -> bool:
    """Whether tables beside each other each have a column of the same name: "No." and "No."."""
    first, *others = ({squash(n) for n in part.names if n} for part in parts)
    return all(first & other for other in others)


def _of_kind(view: View, block: Block, kind: Register, told: int) -> Found:
    """One register of a list that holds several, told apart by a column."""
    columns = _columns(view, block)
    entity = KNOWN[kind.entity]
    rest = called_as([c for c in columns if c.name and c.index != told], kind.entity)
    # What a register calls the source of a line is where it was raised, not a task that comes first.
    sure = [m for m in match(rest, entity) if m.option.how != "guess"]
    matches = [m for m in sure if words(m.column.name) != ("source",)]
    plans = with_name(view, block, planned(rest, matches, entity), entity.name)
    teller = next(c for c in columns if c.index == told)
    plans.append(ColumnPlan(told, teller.name, None, "none", reason="tells what each row is",
                            samples=teller.seen.samples))  # fmt: skip
    decided = Decision(entity, sorted(plans, key=lambda p: p.index), "likely", dict(kind.settings))
    return _finish(view, block, columns, _plan(view, block, decided))


def _measured(view: View, block: Block, phased: Timephased) -> Found:
    """One entity's part of a table whose rows alternate between measures."""
    columns = _columns(view, block)
    measure = phased.settings["unpivot"]["measure"]["column"]
    decided = of_periods([c for c in columns if c.index != measure], phased)
    said = next((c for c in columns if c.index == measure), None)
    header = said.name if said is not None and said.name else f"Column {letter(measure)}"
    samples = said.seen.samples if said is not None else ()
    plans = [*decided.plans, ColumnPlan(measure, header, None, "none", reason="names the measure of each row",
                                        samples=samples)]  # fmt: skip
    decided.plans = sorted(plans, key=lambda p: p.index)
    return _finish(view, block, columns, _plan(view, block, decided))


def _without_rows(block: Block) -> bool:
    return all(r in block.not_data for r in range(block.first, min(block.last + 1, block.first + 50)))


def _table(view: View, block: Block, workbook: Workbook, entity: str | None) -> Found | None:
    columns = _columns(view, block)
    decided = _decide(view, block, columns, workbook, entity)
    if decided is None:
        return None
    name = decided.entity.name
    plans = decided.plans
    if not decided.settings.keys() & {"unpivot", "marks", "rollout"}:
        plans = with_alternatives(view, block, columns, plans, name)
        plans = proved(view, block, plans, name)
        plans = with_hours_worked(with_name(view, block, plans, name), name, view.sheet.name, workbook.file_name)
        plans = with_worker(view, block, with_hours_logged(plans, name), name)
        plans = with_numbers(view, block, with_finer_name(view, block, plans, name), name)
        plans = with_cost_spent(with_day_decided(with_day(view, block, plans, name), name), name)
        plans = without_scores(view, block, with_effect(view, block, plans, name), name)
        plans = without_billed(view, block, with_signs(view, block, plans, name), name)
    if entity is None and go_by_sprint(plans, name):
        return None
    plans, said = with_latest_target(plans, name)
    found = _finish(view, block, columns, _plan(view, block, replace(decided, plans=plans)), workbook.file_name)
    return replace(found, findings=[*said, *found.findings])


def _plan(view: View, block: Block, decided: Decision) -> TablePlan:
    return TablePlan(
        sheet=view.sheet.name,
        entity=decided.entity.name,
        orientation="columns" if view.turned else "rows",
        header_rows=() if block.nameless else tuple(view.number(r) for r in block.header),
        first_row=view.number(block.first),
        last_row=view.number(block.last),
        row_stands_for=_stands_for(decided),
        columns=tuple(with_done(view, block, decided.plans, decided.entity.name)),
        confidence=decided.confidence,
        settings=decided.settings,
    )


def _finish(view: View, block: Block, columns: list[Column], plan: TablePlan, file_name: str = "") -> Found:
    """The plan with what the table's build and its repeated keys say, and the findings of all that."""
    findings: list[Finding] = []
    settings = dict(plan.settings)
    if block.not_data:
        settings["not_data"] = {str(view.number(r)): why for r, why in sorted(block.not_data.items())}
    plans = list(plan.columns)
    drawn = drawn_timeline(view, block, plans, plan.entity) if "unpivot" not in settings else None
    if drawn is not None:
        plans, told, said_of_it = spans_drawn(view, block, plan.entity, plans, drawn, file_name)
        settings |= told
        findings.append(said_of_it)
        columns = [c for c in columns if not drawn[0] <= c.index <= drawn[1]]
    plans = _of_money(view, block, plans, plan.entity, findings)
    findings += [*taken_for(settings), *periods_left(view, block, settings)]
    findings += [said_of_rollout(settings["rollout"])] if "rollout" in settings else []
    depth = outline(view, block, plans, plan.entity)
    if depth is not None:
        settings["outline"] = depth
        plans = named_in_steps(block, plans, depth)
    settings |= {**fill_down(view, block, plans, plan.entity), **joined(columns)}
    said = _named_above(view, block, plan.entity, {p.field for p in plans})
    settings |= {"constants": {**settings.get("constants", {}), **said}} if said else {}
    if plan.entity in {"cost_period", "budget_period"}:
        plans, settings, unsaid = dated(view, block, columns, plans, settings)
        findings += unsaid
    if plan.entity == "task" and of_milestones(plans):
        settings["constants"] = {**settings.get("constants", {}), "milestone": True}
    if block.nameless:
        plan, plans = replace(plan, confidence="guess"), [replace(p, confidence="guess") for p in plans]
        findings.append(said_of_names(block.names))
    plan = _repeated(view, block, replace(plan, columns=tuple(plans), settings=settings))
    plan, said_above = carried(view, plan, block.not_data, block.header[0])
    plan = with_gaps(plan, findings)
    used = {p.index for p in plan.columns} | set(settings.get("outline", {}).get("columns", ()))
    return Found(plan, [*findings, *said_above, *nameless([c for c in columns if c.index not in used])])


def _named_above(view: View, block: Block, entity: str, fed: set[str | None]) -> dict[str, str]:
    """The project, and the person of hours, that the rows above a table name for all of its rows."""
    known = KNOWN[entity].by_name
    named = project_above(view, block) or root_of_paths(view, block)
    project = named if "project" in known and "project" not in fed else None
    person = person_above(view, block) if entity == "assignment" and not fed & {"person", "role"} else None
    return {name: said for name, said in (("project", project), ("person", person)) if said}


def _priced(view: View, block: Block, plan: TablePlan, known: list[Finding]) -> Found:
    """A plan made out of another's columns, with the unit and the dollars that stand beside them both."""
    said: list[Finding] = []
    plan = replace(plan, columns=tuple(_of_money(view, block, list(plan.columns), plan.entity, said)))
    return Found(plan, [finding for finding in said if finding not in known])


def _of_money(
    view: View, block: Block, plans: list[ColumnPlan], entity: str, findings: list[Finding]
) -> list[ColumnPlan]:
    """The plans with the unit and the dollars that stand beside the table; what says so is added to the findings."""
    plans, said = in_money(view, block, plans, entity)
    findings += said
    return plans


def _decide(view: View, block: Block, columns: list[Column], workbook: Workbook, entity: str | None) -> Decision | None:
    """Special builds first (periods or marks as columns), then known exports, then the best-explaining entity."""
    named = [c for c in columns if c.name]
    listed = listed_beside(paired(view, block), columns, view.sheet.name, workbook.file_name)
    if listed is not None and entity is None:
        return Decision(listed.entity, planned(named, listed.matches, listed.entity), listed.confidence)
    phased = timesheet(view, block) or timephased(view, block, workbook.file_name)
    if phased is not None and entity in {None, phased.entity} and not _is_plain_list(named, view, workbook):
        return of_periods(columns, phased)
    # First what is known by its headers: numbers beside the names of a schedule's project are no hours of people.
    export = known_export([(c.index, (c.name, *c.more)) for c in named], view.sheet.name)
    if export is not None and entity in {None, export[0].entity, entity_of(export[0], export[1], columns)}:
        return of_export(named, columns, export[0], export[1])
    marked = matrix(view, block, workbook.file_name)
    if marked is not None and entity in {None, marked.entity}:
        return of_marks(columns, marked)
    if entity is not None:
        forced = KNOWN[entity]
        return Decision(forced, planned(named, match(named, forced), forced), "exact")
    changed = changes(named)
    if changed is not None:
        return Decision(KNOWN["decision"], changed, "guess", {"changes": True})
    bought = contracts(named)
    if bought is not None:
        return Decision(KNOWN["project"], bought, "guess", {"contracts": True})
    logged = time_log(columns) or incidents(named, view.sheet.name) or cost_lines(columns)
    if logged is not None:
        return logged
    guess = whole_projects(columns, choose(as_actions(columns), view.sheet.name, workbook.file_name))
    guess = guess or project_list(columns, workbook.file_name) or drawn_tasks(columns, workbook.file_name)
    guess = guess or milestone_list(columns)
    rolled_out = rollout(columns, guess)
    if guess is None or rolled_out is not None:
        return rolled_out
    return Decision(guess.entity, planned(named, guess.matches, guess.entity), guess.confidence)


def _is_plain_list(named: list[Column], view: View, workbook: Workbook) -> bool:
    """A list of projects or tasks that has some columns by year besides is still that list."""
    guess = choose(named, view.sheet.name, workbook.file_name)
    if guess is None or guess.entity.name not in {"project", "task", "risk"}:
        return False
    return sum(1 for m in guess.matches if m.option.how == "exact" and m.column.seen.known) >= 5


def _stands_for(decided: Decision) -> str:
    spoken = decided.entity.name.replace("_", " ")
    if "unpivot" in decided.settings:
        of = next((p.field for p in decided.plans if p.field and not p.field.endswith(("_value", "_cost"))), spoken)
        return f"one {of} with a value per period"
    if "marks" in decided.settings:
        marks = decided.settings["marks"]
        cell = f"a cell per {marks['column_field']}" if "format" in marks else "a mark per column"
        return f"one {marks['row_field']} with {cell}"
    return f"one {spoken}"


def _repeated(view: View, block: Block, plan: TablePlan) -> TablePlan:
    found = repetition(view, block, list(plan.columns), plan.entity) if "unpivot" not in plan.settings else None
    if found is None:
        return plan
    if found.history is not None:
        return replace(plan, history=found.history, row_stands_for=found.stands_for)
    settings = {**plan.settings, "collapse_to": {"entity": "assignment", "columns": found.goes_to}}
    columns = tuple(
        replace(c, field=None, confidence="none", reason="varies within a task") if c.index in found.collapse else c
        for c in plan.columns
    )
    return replace(plan, columns=columns, collapse=found.collapse, settings=settings, row_stands_for=found.stands_for)


def _columns(view: View, block: Block) -> list[Column]:
    """The columns of a block that have a name or hold anything."""
    out: list[Column] = []
    seen: dict[str, int] = {}
    for index, name in enumerate(block.names):
        if block.span is not None and not block.span[0] <= index <= block.span[1]:
            continue
        evidence = view.evidence(index, block.first, block.last, block.skip)
        if not name and not evidence.filled:
            continue
        seen[name] = seen.get(name, 0) + 1
        shown = name if not name or seen[name] == 1 else f"{name} ({seen[name]})"
        more = block.more_names[index] if index < len(block.more_names) else ()
        out.append(Column(index, shown, (*more, name) if shown != name else more, evidence))
    known = with_street_numbers(with_whole_names(with_common_word(with_corner(view, out))))
    return under_states(called_by_measure(by_period_and_to_date(without_phases(known))))
