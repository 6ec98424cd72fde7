"""Tables whose columns are periods: money, hours or value by week, month or year.

Stands apart because such a table's entity is told by what its numbers are (a word in the sheet's or file's name, above
the header or beside it) rather than by its headers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pmo_data.domain.words import listed
from pmo_data.ingest.recognise.across.earned import lines_of_totals
from pmo_data.ingest.recognise.matching.aims import of_aims
from pmo_data.ingest.recognise.sheets.bare_months import with_years
from pmo_data.ingest.recognise.sheets.layout import Block
from pmo_data.ingest.recognise.sheets.measures import measures
from pmo_data.ingest.recognise.sheets.units import unit_column
from pmo_data.ingest.recognise.sheets.view import View
from pmo_data.ingest.recognise.vocabulary.periods import bare, period, period_run
from pmo_data.ingest.recognise.vocabulary.spans import spans_years
from pmo_data.ingest.recognise.vocabulary.words import header_units, tidy, words
from pmo_data.store.delivery import Finding

# Words that say what the numbers are, the more telling first.
_VALUES: tuple[tuple[frozenset[str], str, str], ...] = (
    (frozenset({"ev", "earned", "bcwp"}), "cost_period", "earned_value"),
    (frozenset({"benefit"}), "benefit_period", "target_value"),
    (frozenset({"ac", "actual", "acwp", "spend", "spent", "invoice", "expenditure"}), "cost_period", "actual_cost"),
    (frozenset({"timesheet", "timesheets"}), "assignment", "actual_hours"),
    (frozenset({"hours", "effort", "fte", "allocation", "resource", "capacity", "utilisation", "utilization",
                "workload", "staffing"}), "assignment", "planned_hours"),
    (frozenset({"pv", "bcws", "bcw", "budget", "planned", "baseline", "phasing"}), "budget_period", "planned_value"),
    (frozenset({"forecast", "outlook", "eac"}), "budget_period", "forecast_cost"),
    (frozenset({"cost", "costs"}), "cost_period", "actual_cost"),
)  # fmt: skip
_AIMED = frozenset({"adopted", "proposed", "planned", "budget", "forecast", "projected", "recommended", "requested",
                    "approved", "estimated", "expected"})  # fmt: skip
_SPENDING = frozenset({"expenditure", "spend", "outturn"})
_COUNTED = re.compile(r"\s*\([^)]*\)$|\s+[£€$]?'?\w{0,5}$")
_EXPECTED = frozenset({"forecast", "outlook", "planned", "expected", "projected", "estimated"})
_CUMULATIVE = frozenset({"cumulative", "cum", "accumulated", "kumuliert", "cumule", "acumulado"})


@dataclass(frozen=True)
class Timephased:
    """What a table with periods as columns is: its entity, and the settings that say how to unfold it."""

    entity: str
    settings: dict[str, Any]
    columns: tuple[int, ...]


def timephased(view: View, block: Block, file_name: str) -> Timephased | None:
    """The table's unfolding, or None where its columns are no periods or nothing says what its numbers are."""
    run = numeric_run(view, block)
    beside = [i for i, n in enumerate(block.names) if n and i not in run]
    if len(run) < 3 or len(beside) > max(7, len(run)):
        return None
    if of_aims([block.names[i] for i in beside]) and not _in_money(view, block, run, file_name):
        return None
    told = _told(view, block, run, file_name) or _unsaid(view, block, run, beside)
    if told is None:
        return None
    entity, value, context = told
    found = period(period_text(block.names[run[0]]))
    unpivot = {
        "columns": list(run),
        "periods": with_years([period_text(block.names[i]) for i in run], view, block, run, file_name),
        "kind": found[0] if found else "ordinal",
        "value_field": value,
        "period_field": "start" if entity == "assignment" else "period",
    }
    if not context:
        unpivot["unsaid"] = True
    if value == "planned_hours" and "hours" not in context and _days(view, block, run):
        unpivot["time_unit"] = "days"
    said = bool(context & _CUMULATIVE)  # nobody adds up hours of people without saying so
    totals = said if entity == "assignment" else _cumulative(view, block, run, context, str(unpivot["kind"]))
    return Timephased(entity, {"unpivot": unpivot, "cumulative": totals}, run)


def by_measure(view: View, block: Block) -> list[Timephased]:
    """The unfoldings of a table whose rows alternate between measures, one for each entity they belong to."""
    run = numeric_run(view, block)
    found = measures(view, block, run) if len(run) >= 2 else None
    if found is None:
        return []
    first = period(period_text(block.names[run[0]]))
    shared = {
        "columns": list(run),
        "periods": with_years([period_text(block.names[i]) for i in run], view, block, run, ""),
        "kind": first[0] if first else "ordinal",
        "period_field": "period",
    }
    named = {text for fields in found.fields.values() for text in fields}
    totals = lines_of_totals(view, block, found.column, named, run)
    told = {"column": found.column, "computed": sorted(found.computed)}
    return [
        Timephased(entity, {"unpivot": {**shared, "value_field": next(iter(fields.values())),
                                        "measure": {**told, "fields": fields, "first": place == 0}},
                            "cumulative": False, "totals": totals}, run)
        for place, (entity, fields) in enumerate(found.fields.items())
    ]  # fmt: skip


def periods_left(view: View, block: Block, settings: dict[str, Any]) -> list[Finding]:
    """That further periods stand beside those unfolded, and are no sums of them: their amounts are not read."""
    run = settings.get("unpivot", {}).get("columns", ())
    if len(run) < 3 or view.turned or settings["unpivot"].keys() & {"measure", "fields", "week"}:
        return []
    spans = spans_left(view, block, run)
    rows = view.band(block.first, min(block.last + 1, block.first + 200))
    left = [i for i, name in enumerate(block.names) if i not in run and name and period(period_text(name)) is not None
            and not spans_years(name)]  # fmt: skip
    amounts = {i: [amount_in(row[i]) for row in rows] for i in (*run, *left)}
    own = [i for i in left if any(amounts[i]) and not _sum_of_some(amounts, i, run)]
    if not own or any((found := period(period_text(block.names[i]))) and found[0] == "ordinal" for i in own):
        return spans
    said = f"The columns {listed([f'“{block.names[i]}”' for i in own], most=5)} are of other periods than those read "
    said += "beside them, and no sums of these; their amounts were not imported."
    return [Finding("periods_left", "warning", said, fix="Import those columns in a table of their own."), *spans]


def spans_left(view: View, block: Block, run: tuple[int, ...]) -> list[Finding]:
    """That columns of several years stand beside those of one each: their amounts are given to none of them."""
    rows = view.band(block.first, min(block.last + 1, block.first + 200))
    spans = [i for i, name in enumerate(block.names) if i not in run and spans_years(name)]
    own = [f"“{tidy(block.names[i])}”" for i in spans if any(amount_in(row[i]) for row in rows)]
    if not own:
        return []
    several = len(own) > 1
    said = f"{listed(own, most=5)} {'are' if several else 'is'} of several years together; the amounts there were "
    said += "given to no single year, and are kept beside the rows as they stand."
    return [Finding("spans_left", "warning", said, fix="Spread them over a column for each year to count them.")]


def _sum_of_some(amounts: dict[int, list[float | None]], index: int, run: tuple[int, ...] | list[int]) -> bool:
    """Whether a column holds what the periods right before or behind it come to, or all of them."""
    before = [i for i in run if i < index]
    parts = [list(run), *(before[-n:] for n in range(1, len(before) + 1)),
             *([i for i in run if i > index][:n] for n in (2, 3, 4, 12))]  # fmt: skip
    lines = [n for n, whole in enumerate(amounts[index]) if whole]
    return any(
        sum(1 for n in lines if abs((amounts[index][n] or 0) - sum(amounts[i][n] or 0 for i in part)) < 1)
        >= 0.8 * len(lines)
        for part in parts
    )


def period_text(name: str) -> str:
    """A period's name without the group above it, what announces it and the money that it is counted in."""
    own = bare(name.rsplit(" – ", 1)[-1].strip())
    plain = _COUNTED.sub("", own)
    own = plain if plain != own and header_units(own).keys() & {"currency", "unit"} else own
    meant = [part for part in own.split() if not set(words(part)) & (_AIMED | _SPENDING)]
    rest = " ".join(meant)
    return rest if meant and len(meant) < len(own.split()) and period(rest) is not None else own


def numeric_run(view: View, block: Block) -> tuple[int, ...]:
    """The longest run of columns named by periods, where they hold numbers; empty where none does."""
    run = _of_one_kind(block, period_run([period_text(n) for n in block.names]))
    typed = [view.evidence(i, block.first, block.last, block.skip) for i in run]
    numeric = [e for e in typed if e.known]
    if not numeric or sum(e.numbers + e.percents for e in numeric) < 0.7 * len(numeric):
        return ()
    return run if min(run, default=0) > 0 else ()


def said_with_periods(block: Block, run: tuple[int, ...]) -> set[str]:
    """The words that the names of periods say of their amounts: "Expected expenditure 2026"."""
    return {w for i in run for w in words(block.names[i].rsplit(" – ", 1)[-1]) if w in _AIMED | _SPENDING}


def _of_one_kind(block: Block, run: tuple[int, ...]) -> tuple[int, ...]:
    """A run of periods, of which none is called spent beside others that are called planned."""
    said = [said_with_periods(block, (i,)) for i in run]
    spent = [bool(s & _SPENDING) and not s & _AIMED for s in said]
    return () if any(spent) and any(s & _AIMED for s in said) else run


def _told(view: View, block: Block, run: tuple[int, ...], file_name: str) -> tuple[str, str, set[str]] | None:
    """The entity and value field, by the nearest word: above the header, sheet, file, then the other headers."""
    above = " ".join(c for row in view.band(0, block.header[-1]) for c in row if c and len(c) < 80)
    groups = " ".join(n.rsplit(" – ", 1)[0] for i, n in enumerate(block.names) if i in run and " – " in n)
    beside = " ".join(n for i, n in enumerate(block.names) if i not in run and not _of_more(view, block, i))
    stem = re.sub(r"\.\w+$", "", file_name)
    everything = {w for text in (above, groups, view.sheet.name, stem) for w in words(text)}
    # A plan of people is one of their work, whatever a plan of nothing else may be.
    of_people = bool(set(words(beside)) & _WHO) and not everything & _OF_MONEY
    for text in (groups, above, view.sheet.name, stem, beside):
        spoken = set(words(text)) - ({"planned"} if of_people else set())
        if spoken & _EXPECTED:  # a forecast of spend is a forecast
            spoken -= {"spend", "expenditure"}
        for telling, entity, value in _VALUES:
            if spoken & telling:
                return entity, _share(value, view, block, run, spoken), everything
    return None


_OF_MONEY = frozenset({"budget", "cost", "costs", "spend", "expenditure", "funding", "invest", "investment"})


def _in_money(view: View, block: Block, run: tuple[int, ...], file_name: str) -> bool:
    """Whether amounts of money stand under the periods, or sheet or file are called after money."""
    spoken = {w for text in (view.sheet.name, re.sub(r"\.\w+$", "", file_name)) for w in words(text)}
    cells = [view.evidence(i, block.first, block.last, block.skip) for i in run]
    return bool(spoken & _OF_MONEY) or any(e.money >= 0.7 for e in cells if e.known)


def _of_more(view: View, block: Block, index: int) -> bool:
    """A column of amounts that are of more than a period, to date or altogether: it says nothing of each period."""
    seen = view.evidence(index, block.first, block.last, block.skip)
    spoken = set(words(block.names[index]))
    more = {"cost", "costs"} & spoken or {"to", "date"} <= spoken or spans_years(block.names[index])
    return seen.numbers >= 0.7 and bool(more)


_NAMING = frozenset({"project", "programme", "initiative", "scheme", "task", "name", "title", "id", "code", "number",
                     "reference", "department", "total"})  # fmt: skip


def _of_spending(view: View, block: Block, index: int) -> bool:
    """Whether a column says of each row no more than whether it is capital or running cost."""
    return view.evidence(index, block.first, block.last, block.skip).of("spend") > 0.9


_THINGS = frozenset({"project", "task", "scheme", "initiative"})


def _unsaid(view: View, block: Block, run: tuple[int, ...], beside: list[int]) -> tuple[str, str, set[str]] | None:
    """Amounts by period beside nothing but a name: money planned, as long as nobody says otherwise."""
    counted = unit_column(view, block)
    times = float(counted[2].get("unit", 1)) if counted is not None else 1.0
    apart = {i for i in beside if _of_spending(view, block, i) or (counted is not None and i == counted[0])}
    spoken = [set(words(block.names[i])) for i in beside if i not in apart and not spans_years(block.names[i])]
    if any(s & _WHO for s in spoken) and any(s & {"project", "task"} for s in spoken):
        return _work(view, block, run)
    if not spoken or not all(s <= _NAMING for s in spoken) or not any(s & _THINGS for s in spoken):
        return None
    if sum(1 for s in spoken if "project" in s) > 1:  # number and title: a list of projects, money beside it
        return None
    rows = view.band(block.first, min(block.last + 1, block.first + 200))
    large = [v for row in rows for v in (amount_in(row[i]) for i in run) if v is not None and abs(v * times) >= 100]
    if len(large) < 2:
        return None
    said = said_with_periods(block, run)
    if said & _SPENDING and not said & _AIMED:
        return "cost_period", "actual_cost", said
    return "budget_period", "forecast_cost" if said & {"expected", "forecast", "projected"} else "planned_value", said


def _share(value: str, view: View, block: Block, run: tuple[int, ...], spoken: set[str]) -> str:
    """Allocations in per cent or FTE are shares of time, not hours."""
    if value != "planned_hours":
        return value
    seen = [view.evidence(i, block.first, block.last, block.skip) for i in run]
    if _of_roles(view, block, run, spoken) and not any(e.percents for e in seen):
        return "fte"
    if not spoken & {"hours", "fte", "allocation"} and _days(view, block, run):
        return value
    small = sum(e.percents + e.small for e in seen) > 0.6 * sum(1 for e in seen if e.known)
    return "share" if (small and "hours" not in spoken) or spoken & {"fte", "allocation"} else value


_WHO = frozenset({"person", "resource", "employee", "staff", "member", "developer", "role", "skill", "discipline"})
_MOST_HOURS = 400  # in a month, by one person or a few of a role


def _work(view: View, block: Block, run: tuple[int, ...]) -> tuple[str, str, set[str]] | None:
    """Small numbers beside people or roles and their projects: work planned, as share of time or in hours."""
    rows = view.band(block.first, min(block.last + 1, block.first + 200))
    values = [v for row in rows for v in (amount_in(row[i]) for i in run) if v is not None]
    if not values or not all(0 <= v <= _MOST_HOURS for v in values):
        return None
    return "assignment", _share("planned_hours", view, block, run, set()), set()


_NAMES = frozenset({"person", "resource", "employee", "staff", "name", "who", "member", "developer"})


def _of_roles(view: View, block: Block, run: tuple[int, ...], spoken: set[str]) -> bool:
    """Small numbers of roles that nobody is named for, where nothing speaks of hours or days: how many are wanted."""
    beside = {w for i, n in enumerate(block.names) if i not in run for w in words(n)}
    if spoken & {"hours", "days", "effort"} or not beside & {"role", "skill", "discipline"} or beside & _NAMES:
        return False
    rows = view.band(block.first, min(block.last + 1, block.first + 200))
    values = [v for row in rows for v in (amount_in(row[i]) for i in run) if v]
    return bool(values) and max(values) <= 30


def _days(view: View, block: Block, run: tuple[int, ...]) -> bool:
    """Whole or half numbers up to seven are days of a week; as shares they would exceed the whole."""
    if any(view.evidence(i, block.first, block.last, block.skip).percents for i in run):
        return False
    rows = [r for r in view.band(block.first, min(block.last + 1, block.first + 200)) if not _sums(r, run)]
    values = [v for row in rows for v in (amount_in(row[i]) for i in run) if v]
    return bool(values) and 1.5 < max(values) <= 7 and all((2 * v).is_integer() for v in values)


def _sums(row: list[str], run: tuple[int, ...]) -> bool:
    """Whether a row calls itself a total of the others."""
    return any(set(words(cell)) & {"total", "sum", "average"} for cell in row[: run[0]] if len(cell) < 40)


def _cumulative(view: View, block: Block, run: tuple[int, ...], context: set[str], kind: str) -> bool | None:
    """True where words say so or every row only rises; False where any row falls; None where it cannot be told."""
    if context & _CUMULATIVE:
        return True
    if _summed(view, block, run):
        return False
    if kind in ("year", "fiscal_year", "numbered_year"):  # budgets of years often rise; nobody adds years up in columns
        return False
    rising, sums = 0, [0.0] * len(run)
    for row in view.band(block.first, min(block.last + 1, block.first + 200)):
        cells = [amount_in(row[i]) for i in run]
        values = [v for v in cells if v is not None]
        if any(later < earlier for earlier, later in pairwise(values)):
            return False
        rising += len(values) >= 3 and values[-1] > values[0]
        sums = [total + (cell or 0.0) for total, cell in zip(sums, cells, strict=True)]
    return (True if rising >= 2 else None) if grows_as_totals(sums) else False


def grows_as_totals(sums: list[float]) -> bool:
    """Whether what all rows come to grows as totals so far do; what is the same each month, or a little more, does not.

    Totals of three periods alike come to three times the first; half of that, in most of the steps, is asked.
    """
    begun = [s for i, s in enumerate(sums) if any(sums[: i + 1])]
    steps = [later > earlier for earlier, later in pairwise(begun)]
    return bool(steps) and sum(steps) >= 0.6 * len(steps) and begun[-1] >= max(2.0, 0.5 * len(begun)) * begun[0]


def _summed(view: View, block: Block, run: tuple[int, ...]) -> bool:
    """Whether a column called total holds what the periods come to: then each of them stands for itself."""
    rows = view.band(block.first, min(block.last + 1, block.first + 200))
    for index in (i for i, n in enumerate(block.names) if i not in run and "total" in words(n)):
        known = [(whole, sum(amount_in(r[i]) or 0.0 for i in run)) for r in rows if (whole := amount_in(r[index]))]
        if known and sum(1 for whole, parts in known if abs(whole - parts) < 1) >= 0.8 * len(known):
            return True
    return False


def amount_in(text: str) -> float | None:
    """The number in a cell, whatever signs stand around it."""
    digits = re.sub(r"[^\d.\-]", "", text.replace(",", ""))
    try:
        return float(digits)
    except ValueError:
        return None
