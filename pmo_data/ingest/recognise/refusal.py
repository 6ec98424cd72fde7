"""Why nothing in a file could be recognised, in one sentence that says what was found instead.

Stands apart so that the wording is in one place.
"""

from __future__ import annotations

import re

from pmo_data.domain.errors import Refused
from pmo_data.domain.fields import Kind
from pmo_data.domain.words import listed
from pmo_data.ingest.grid import Sheet
from pmo_data.ingest.recognise.across.weekdays import weekday
from pmo_data.ingest.recognise.lists.contracts import without_title
from pmo_data.ingest.recognise.matching.aims import without_objective
from pmo_data.ingest.recognise.matching.columns import Column
from pmo_data.ingest.recognise.matching.entity import spoken_of
from pmo_data.ingest.recognise.vocabulary.lexicon import KNOWN, candidates
from pmo_data.ingest.recognise.vocabulary.periods import period_run
from pmo_data.ingest.recognise.vocabulary.words import fold, tidy, words
from pmo_data.ingest.typing.day_texts import MONTHS

_EXPECTED = {
    "project": "project_id, project_name, status, start_date, budget",
    "task": "task_id, task_name, start_date, end_date",
    "risk": "risk_id, title, probability, impact",
}


def sentence(looks: list[tuple[Sheet, list[tuple[str, ...]], bool]], entity: str | None) -> Refused:
    """The refusal for a file whose sheets held these unknown headers (or no header at all)."""
    strangers = [names for _, found, _ in looks for names in found]
    expected = _EXPECTED.get(entity or "project") or ", ".join(list(KNOWN[entity or "project"].by_name)[:4])
    if not any(sheet.cells.num_rows for sheet, _, _ in looks):
        return Refused("The file is empty.")
    if strangers and all(_no_rows(names) for names in strangers):
        return Refused("The file has column names but no rows.")
    filled = [sheet.name for sheet, _, _ in looks if sheet.cells.num_rows]
    if len(filled) > 3:
        return Refused(
            f"None of the {len(filled)} sheets holds a table with the expected columns, e.g. {expected}; "
            "if the workbook is a form, import it together with a map of its cells (columns: key, sheet, cell)."
        )
    if strangers:
        names = max(strangers, key=len)
        said = _lacking(names)
        if said is not None:
            return Refused(said)
        shown = ", ".join(tidy(n)[:40].splitlines()[0] for n in _written(names))[:300]
        if any(_known_as(_written(names), name) for name in KNOWN):
            return Refused(f"The columns do not tell what the rows are. Found: {shown}.")
        return Refused(f"None of the expected columns were found. Found: {shown}. {_MENDED}")
    what = expected.split(", ")[0] or "project_id"
    return Refused(f"No column names were found in the first 20 rows; expected e.g. {what}.")


_MENDED = "Call the column that names each row by what it is: Project, Task, Risk, Action, Person and so on."
_STATES = frozenset(fold(w) for w in (
    "backlog", "to do", "todo", "doing", "in progress", "in review", "review", "testing", "blocked", "done", "ready",
    "waiting", "on hold", "offen", "zu erledigen", "in arbeit", "erledigt", "à faire", "en cours", "fait", "terminé",
    "por hacer", "pendiente", "en curso", "hecho", "te doen", "bezig", "klaar", "gereed", "da fare", "in corso",
    "fatto",
))  # fmt: skip
_LIKELIHOODS = frozenset({"rare", "unlikely", "possible", "likely", "almost certain", "probable", "frequent"})


def _of_a_drawing(names: list[str]) -> str | None:
    """What to write instead of a board of cards or of a matrix that counts risks, which name no row by itself."""
    folded = [fold(tidy(n)) for n in names]
    steps = [n for n in folded if n in _SCALE]
    corner = {w for n in names for w in words(n)}
    if len([n for n in folded if n in _STATES]) >= 2 and set(folded) <= _STATES:
        return (
            f"The columns {listed([tidy(n) for n in names])} are states of work with a card in each cell: list one "
            "card a row instead, with the columns Task and Status."
        )
    crossed = (
        "impact" in corner and bool(corner & {"probability", "likelihood"}) and all(n.isdigit() for n in folded[1:])
    )
    if (len(steps) >= _STEPS and len(steps) >= len(folded) - 1) or (crossed and len(folded) > _STEPS):
        return (
            "This matrix counts risks by probability and impact, but names none of them: import the list of the risks "
            "instead, with the columns Risk, Probability and Impact."
        )
    return None


_SCALE = _LIKELIHOODS | {"very low", "low", "medium", "high", "very high", "negligible", "minor", "moderate", "major",
                         "severe", "catastrophic", "insignificant", "critical", "extreme", "sehr gering", "gering",
                         "mittel", "hoch", "sehr hoch", "faible", "moyen", "eleve", "tres faible", "tres eleve", "bajo",
                         "medio", "alto", "muy bajo", "muy alto", "laag", "midden", "hoog", "zeer laag",
                         "zeer hoog"}  # fmt: skip
_STEPS = 3


def _lacking(names: tuple[str, ...]) -> str | None:
    """What such a table is known to lack, where it is of a shape that only lacks one thing."""
    counted = [n.removeprefix(_COUNTED) for n in names if n.startswith(_COUNTED)]
    if len(counted) > 1:
        return (
            f"The columns {listed(counted)} hold small numbers where days are expected: write the days themselves, "
            "as in 2026-11-02."
        )
    days = [n for n in names if weekday(n) is not None]
    if len(days) >= _WORKDAYS:
        return (
            f"The columns {days[0]} to {days[-1]} are days of a week, but nothing says of which: add a column called "
            "Week commencing, or write above the table: Week commencing: 2026-11-02."
        )
    parts = [n for n in names if (d := _DAY_WITHOUT_YEAR.fullmatch(tidy(n))) and _of_month(d)]
    if len(parts) >= _WORKDAYS:
        return (
            f"The columns {tidy(parts[0])} to {tidy(parts[-1])} are days without a year: write the year into their "
            "names, as in 2026-11-02."
        )
    drawn = _of_a_drawing(_written(names))
    if drawn is not None:
        return drawn
    told = without_objective(_written(names)) or without_title(_written(names))
    if told is not None:
        return told
    if any(w.startswith(("sprint", "iteration")) for n in names for w in words(n)):
        return (
            "A report of sprints needs a column that says what was worked on (a task, story or project); found only: "
            f"{', '.join(tidy(n)[:40] for n in _written(names))[:200]}."
        )
    return _under_periods(_written(names)) or _nearest(_written(names))


def _under_periods(names: list[str]) -> str | None:
    """What to write where periods follow a column or two and nothing says what stands under them."""
    run = period_run(names)
    if not run or len(names) - len(run) > _BESIDE or run[0] == 0:
        return None
    return (
        f"The columns {tidy(names[run[0]])} to {tidy(names[run[-1]])} are periods, but nothing says what stands under "
        f"them for each {tidy(names[0])[:40]}: if it is what is to be done, call the first column Project and give "
        "each period its year; if it is numbers, write above the table what they are, as Budget, Actual cost or Hours."
    )


_BESIDE = 2


def _nearest(names: list[str]) -> str | None:
    """What the columns that are known are of, where only a name is missing; None where hardly one is known."""
    known = {name: _known_as(names, name) for name in KNOWN}
    spoken = {name: max((spoken_of(n.replace("_", " "), KNOWN[name]) for n in names), default=0.0) for name in KNOWN}
    best = max(known, key=lambda name: (len(known[name]) + spoken[name], -list(KNOWN).index(name)))
    fields, entity = known[best], KNOWN[best]
    if len(set(fields) - _ANYWHERE) < _TELLING or "name" not in entity.lacking(set(fields)):
        return None
    one = entity.name.replace("_", " ")
    rows = (entity.plural or f"{one}s").replace("_", " ")
    return (
        f"{listed([tidy(n)[:40] for n in fields.values()])} are known of {rows}, "
        f"but no column says what each is called: add one called {one.capitalize()} name, or say which column it is."
    )


def _known_as(names: list[str], entity: str) -> dict[str, str]:
    """The fields of an entity that columns are called by exactly, with the first column called so."""
    found: dict[str, str] = {}
    for name in names:
        for candidate in candidates(name, entity) if len(name) < _LONGEST else ():
            if candidate.how == "exact":
                found.setdefault(candidate.field.name, name)
    return found


_TELLING = 3
_LONGEST = 200
_ANYWHERE = frozenset({"code", "name", "description", "category", "comment", "notes", "location", "parent", "currency",
                       "kind"})  # fmt: skip
"""What lists of anything have: it does not tell what a list is of."""


def _written(names: tuple[str, ...]) -> list[str]:
    """The names that stand in the file, without what was noted beside them."""
    return [n for n in names if n and not n.startswith("\x00")]


def numbered_days(columns: list[Column]) -> list[str]:
    """Marks for the columns called by the very names of days of a plan that hold small numbers instead."""
    return [_COUNTED + c.name for c in columns if c.seen.numbers > 0.95 and c.seen.length <= 4 and _a_day(c.name)
            and not c.seen.dates + c.seen.years]  # fmt: skip


def _a_day(name: str) -> bool:
    return any(c.how == "exact" and c.field.kind is Kind.DATE for c in candidates(name, "task")) if name else False


_COUNTED = "\x00numbers:"
_WORKDAYS = 5
_DAY_WITHOUT_YEAR = re.compile(
    r"(?:[A-Za-z]{2,10}[.,]?\s+)?(?:\d{1,2}[./ -]*(?:([A-Za-z]{3,9})\.?|\d{1,2}\.?)|([A-Za-z]{3,9})\.? \d{1,2})"
)


def _of_month(found: re.Match[str]) -> bool:
    """Whether the letters of a day are a month's: "Gate 1" is none."""
    letters = found[1] or found[2]
    return letters is None or letters.lower() in MONTHS


NO_ROWS = "\x00no rows"


def _no_rows(names: tuple[str, ...]) -> bool:
    return NO_ROWS in names
