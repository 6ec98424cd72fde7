"""Rows that stand among the data and are none: blank rows, repeated headers, totals, footnotes, pre-numbered lines.

Stands apart because leaving a row out is the one decision that could lose data: each has its reason, said row by row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pmo_data.domain.catalogue.choices import RATING
from pmo_data.domain.fields import Entity, Kind
from pmo_data.ingest.plan import ColumnPlan
from pmo_data.ingest.typing.amounts import Amount, read_amount
from pmo_data.ingest.typing.records import Flags, Records, valid
from pmo_data.ingest.typing.words import fold

_TOTAL = re.compile(
    r"(?:(?:fy ?)?\d{2,4}(?: \d{2,4})? )?(?:grand |sub |overall |running )?(?:sub)?totals?|sum|average|averages|mean|"
    r"median|summe|gesamt|gesamtsumme|"
    r"zwischensumme|somme|moyenne|durchschnitt|suma|promedio|total general|avg"
)
_TOTAL_START = re.compile(r"((grand|sub|overall) )?(total|totals|subtotal|sum|average|summe|gesamt)\b.*")
_PART_TOTAL = re.compile(
    r"(?i)^(?:sub-?total|total|summe|gesamt|totaal|sous-total)\s+(?:of |for |de |du |von )?|"
    r"\s+(?:-\s*)?(?:sub-?total|total|summe|gesamt|totaal)$"
)
_FILTER = re.compile(r"[▼▾▽⏷⌄]|\((?:all|alle|tous|toutes|todos|todas|tutti|multiple items)\)", re.IGNORECASE)
_NOTE = re.compile(
    r"^\s*([*†‡§#©]|\(\d{1,2}\)|\[\d{1,2}\]|\d\)|(foot)?notes?\b|n\.?b\.?\b|sources?\b|legend\b|key\s*:|disclaimer|"
    r"prepared (by|on)|printed|generated|exported|report (run|date|generated)|page \d|data (as|correct) (of|at)|"
    r"last updated|end of (report|file|data)|updated on|see also|this (report|table|sheet)|\d+ (rows?|records?)\b|"
    r"(insert|add) (new )?(rows?|lines?|tasks?)\b)",
    re.IGNORECASE,
)
_WANTED = frozenset({"demand", "required", "requirement", "need", "needed", "bedarf", "besoin", "demanda", "behoefte"})
_HELD = frozenset({"capacity", "available", "availability", "supply", "gap", "surplus", "shortfall", "variance",
                   "balance", "kapazität", "verfügbar", "differenz", "capacité", "écart", "capacidad",
                   "capaciteit"})  # fmt: skip
_STATED = re.compile(r"[^\W\d][\w ()/%.-]{1,30}\s?[=:]\s?[£€$]?\s?[\d.,'% ]{1,20}\w?\s?[£€$%]?")
_BELOW = "is a text below the table"
_OF_ALL = frozenset({"portfolio", "programme", "program", "all projects", "all", "overall", "portfolio level"})
_SIGNED = re.compile(
    r"_{4,}|\.{8,}|^(signature|unterschrift|firma|handtekening|signed( off)?( by)?)\s*:", re.IGNORECASE
)
_WEIGHTS = re.compile(r"(criteria |score )?weight(s|ing|ings)?( %)?|gewicht(ung)?|poids|ponderation|peso|ponderacion")
_LEGEND = frozenset({"key", "legend", "legende", "leyenda", "note", "notes", "source", "sources", "prepared by",
                     "last updated", "status date", "version"})  # fmt: skip
_RATINGS = frozenset(fold(word) for words in RATING.values.values() for word in words)
_RESIDUE = frozenset({"0", "0.0", "#N/A", "-", "FALSE", "False", "false", "N/A", "0%", "#VALUE!", "#REF!", "0.00"})
NAMES_PARTS, IS_PART = "names the columns of the rows below it", "is part of a row above it"
"""Of the rows of a small table within a row: totals add up what stands around them."""
LONG = 100_000  # from here on, only rows without an id are looked at for totals
_LINE_NUMBER = re.compile(r"[A-Za-z]{0,3}[-\s.]?\d{1,6}(\.0)?\.?")
_NUMERIC = frozenset({Kind.MONEY, Kind.NUMBER, Kind.PERCENT, Kind.SCALE})


def find_not_data(records: Records, entity: Entity, declared: dict[int, str]) -> dict[int, str]:
    """Position of each record that is no data -> the reason, in words that follow "Row 7 …"."""
    reasons: dict[int, str] = {}
    if declared:
        at = {int(r): i for i, r in enumerate(records.rows.tolist())}
        reasons |= {at[row]: why for row, why in declared.items() if row in at}
    filled = records.filled()
    reasons |= {int(i): "is blank" for i in np.flatnonzero(filled == 0)}
    for position in _repeated_headers(records):
        reasons.setdefault(position, "repeats the column names")
    suspects = _suspects(records, entity, filled)
    for position in suspects:
        if position not in reasons:
            below_gap = reasons.get(position - 1) == "is blank"
            why = _why(records, entity, position) or (_closing(records, position) if below_gap else None)
            why = why or _text_below(records, entity, position, reasons)
            if why:
                reasons[position] = why
    reasons |= {i: why for i, why in _capacity(records, entity).items() if i not in reasons}
    reasons |= {i: "looks like a total" for i in _totals_of_parts(records) if i not in reasons}
    _total_by_sums(records, entity, reasons)
    _total_by_parts(records, entity, suspects, reasons)
    return reasons


def _capacity(records: Records, entity: Entity) -> dict[int, str]:
    """Lines of what there is of people, and of what is missing, between those of how many are wanted."""
    if entity.name != "assignment" or len(records) >= LONG:
        return {}
    for plan, texts in records.columns:
        said = [fold(t) if t else "" for t in texts.to_pylist()] if plan.field is None else []
        if any(s in _WANTED for s in said) and any(s in _HELD for s in said):
            return {i: "says what there is of people, not what is wanted" for i, s in enumerate(said) if s in _HELD}
    return {}


def _totals_of_parts(records: Records) -> list[int]:
    """Rows called after a value that stands above them in the same column: "IT total" below the projects of IT."""
    found: list[int] = []
    for _, texts in records.columns:
        if not pa.types.is_string(texts.type) or len(records) >= LONG:
            continue
        for i in np.flatnonzero(pc.fill_null(pc.match_substring_regex(texts, _PART_TOTAL.pattern), False)):
            part = fold(_PART_TOTAL.sub("", texts[int(i)].as_py())).strip(" :-–")
            above = {fold(t) for t in pc.unique(texts.slice(0, int(i))).to_pylist() if t}
            numbers = sum(1 for _, t in records.columns if t[int(i)].is_valid and _is_number(t[int(i)].as_py()))
            found += [int(i)] if part and part in above and numbers else []
    return found


def _repeated_headers(records: Records) -> list[int]:
    """Records most of whose cells are their column's header."""
    counts = np.zeros(len(records), dtype=np.int32)
    named = [(p, t) for p, t in records.columns if p.header.strip()]
    if len(named) < 2:
        return []
    for number, (plan, texts) in enumerate(named[:8]):
        if number == 2 and not counts.any():
            return []
        hits = pc.equal(pc.utf8_lower(texts), plan.header.strip().lower())
        counts += np.asarray(pc.fill_null(hits, False).to_numpy(zero_copy_only=False), dtype=np.int32)
    return [int(i) for i in np.flatnonzero(counts * 2 > min(len(named), 8)) if counts[i] >= 2]


def _suspects(records: Records, entity: Entity, filled: np.ndarray) -> list[int]:
    """Records worth a look: sparse ones, ones without their key, the last ones, ones whose name says total."""
    width = len(records.columns)
    flags: Flags = (filled > 0) & (filled <= max(1, min(2, width // 4)))
    for key in _identifying(entity):
        texts = records.of_field(key)
        if texts is not None:
            flags |= ~valid(texts)
            if key in {"name", "category"} and (len(records) < LONG or records.of_field("code") is None):
                flags |= _says_total(texts)
    flags[-3:] = True
    flags[:1] = True
    return [int(i) for i in np.flatnonzero(flags & (filled > 0))]


def _identifying(entity: Entity) -> tuple[str, ...]:
    return tuple(dict.fromkeys(k for key in entity.keys for k in key))


def _says_total(texts: pa.Array) -> Flags:
    said = r"(?i)^\W*(?:(?:fy ?)?\d{2,4}(?:[/-]\d{2,4})? )?(?:grand |sub|overall )?-?\s*"
    hits = pc.match_substring_regex(texts, said + r"(?:total|sum|average|mean|summe|gesamt)")
    return np.asarray(pc.fill_null(hits, False).to_numpy(zero_copy_only=False), dtype=np.bool_)


def _why(records: Records, entity: Entity, position: int) -> str | None:
    cells = [(p, t[position].as_py()) for p, t in records.columns if t[position].is_valid]
    labels = [(p, text) for p, text in cells if not _is_number(text)]
    if labels and _is_total(entity, cells, labels):
        return "looks like a total"
    if len(cells) <= 2 and any(_SIGNED.search(text) for _, text in cells):
        return "is left for a signature"
    if position == 0 and all(_FILTER.fullmatch(text) for _, text in cells):
        return "holds the marks of a filter"
    if position == 0 and len(labels) == 1 < len(cells) and _WEIGHTS.fullmatch(fold(labels[0][1])):
        return "weighs the columns"
    if len(cells) == 1 and len(records.columns) > 2 and _is_note(cells[0][1], position, len(records)):
        return "looks like a note"
    if len(cells) <= 2 and len(records.columns) > 3 and _explains(records, cells, position):
        return "looks like a note"
    if len(cells) == 2 and len(records.columns) > 3 and _explains_column(records, cells):
        return "explains a column"
    if len(cells) == 1 and len(records.columns) > 3 and _is_heading(records, cells[0]):
        return "is the heading of a part"
    named = records.of_field("name") is not None
    if named and _is_numbered_blank(entity, cells, len(records.columns)):
        return "is numbered but empty"
    return None


def _is_number(text: str) -> bool:
    return text in _RESIDUE or read_amount(text) is not None


def _is_total(entity: Entity, cells: list[tuple[ColumnPlan, str]], labels: list[tuple[ColumnPlan, str]]) -> bool:
    words = fold(labels[0][1])
    numbers = len(cells) - len(labels)
    if _TOTAL.fullmatch(words):
        return numbers > 0 or len(cells) <= 2
    code = next((t for p, t in cells if p.field == "code" and "code" in entity.by_name), labels[0][1])
    alone = len(labels) == 1 and code == labels[0][1]
    return bool(_TOTAL_START.fullmatch(words)) and numbers > 0 and alone


def _is_note(text: str, position: int, count: int) -> bool:
    return bool(_NOTE.match(text)) or (len(text) > 80 and position >= count - 12)


def _closing(records: Records, position: int) -> str | None:
    """A note below a gap at the end, cut into cells by its own commas: "Printed by Ana, in March, at noon"."""
    told = [(p, t[position].as_py()) for p, t in records.columns if t[position].is_valid]
    cells = [text for _, text in told]
    spoken = bool(cells) and position >= len(records) - 3 and bool(_NOTE.match(cells[0]))
    alone = len(cells) == 1 and len(records.columns) == 3 and _explains(records, told, position)
    stated = len(cells) == 1 and len(records.columns) > 3 and bool(_STATED.fullmatch(cells[0]))
    return "looks like a note" if (spoken or alone or stated) and not any(map(_is_number, cells)) else None


def _text_below(records: Records, entity: Entity, position: int, reasons: dict[int, str]) -> str | None:
    """Words alone below a gap where ratings, days or numbers stand: a text under the table, line by line."""
    cells = [(p, t[position].as_py()) for p, t in records.columns if t[position].is_valid]
    led = reasons.get(position - 1) in {"is blank", _BELOW}
    if led and position >= len(records) - 20 and {fold(text) for _, text in cells} <= _RATINGS:
        return _BELOW  # a key to the colours: "On track" beside a green cell
    if not led or len(cells) != 1 or len(records.columns) < 4 or cells[0][0].field not in entity.by_name:
        return None
    plan, text = cells[0]
    measured = entity[plan.field or ""].kind in {*_NUMERIC, Kind.CHOICE, Kind.DATE, Kind.FLAG}
    return _BELOW if measured and len(text.split()) > 1 and not any(map(str.isdigit, text)) else None


def _explains_column(records: Records, cells: list[tuple[ColumnPlan, str]]) -> bool:
    """The name of a column with some words on it: a dictionary below the table."""
    headers = {fold(p.header) for p, _ in records.columns if p.header.strip()}
    return fold(cells[0][1]) in headers and len(cells[1][1].split()) >= 3


def _explains(records: Records, cells: list[tuple[ColumnPlan, str]], position: int) -> bool:
    """A legend with its meaning beside it, or a sentence where ids stand, in the last rows of a table."""
    plan, text = cells[0]
    if position < len(records) - 20 or plan.field == "name":
        return False
    if len(cells) == 2:
        return plan.field != "name" and fold(text) in _LEGEND
    codes = records.of_field("code")
    if plan.field != "code" or codes is None or len(text.split()) < 4:
        return False
    longest = pc.max(pc.count_substring(codes.slice(0, max(position - 1, 1)), " ")).as_py()
    return longest is not None and longest < 3


def _is_heading(records: Records, cell: tuple[ColumnPlan, str]) -> bool:
    """A word alone where ids have digits: "Parks" above PK-01, PK-02."""
    plan, text = cell
    codes, names = records.of_field("code"), records.of_field("name")
    if plan.field != "code" or codes is None or names is None or any(c.isdigit() for c in text):
        return False
    ids = codes.filter(pc.is_valid(names)).drop_null()
    return len(ids) >= 2 and bool(pc.all(pc.match_substring_regex(ids, r"\d")).as_py())


def _is_numbered_blank(entity: Entity, cells: list[tuple[ColumnPlan, str]], width: int) -> bool:
    """Only a line number, and perhaps what formulas leave in an empty line."""
    if width < 3 or not cells or "name" not in entity.by_name:
        return False
    numbers = [t for p, t in cells if p.field in ("code", None) and _LINE_NUMBER.fullmatch(t)]
    rest = [t for p, t in cells if not (p.field in ("code", None) and _LINE_NUMBER.fullmatch(t))]
    return len(numbers) <= 1 and all(t in _RESIDUE for t in rest)


def _total_by_sums(records: Records, entity: Entity, reasons: dict[int, str]) -> None:
    """A last row without any word whose numbers are the sums of those above is a total."""
    last = next((i for i in range(len(records) - 1, -1, -1) if i not in reasons), None)
    if last is None or last < 2 or len(records) > 20000:
        return
    cells = _told(records, last)
    said = [text for _, text in cells if not _is_number(text)]
    if len(said) == 1 and fold(said[0]) in _OF_ALL:
        amounts = [p for p, _ in cells if p.field in entity.by_name and entity[p.field or ""].kind is Kind.MONEY]
        if len(amounts) >= 2 and all(_sums(records, p.index, last, reasons) for p in amounts):
            reasons[last] = "looks like a total"
    if not cells or said:
        return
    numeric = [p for p, _ in cells if _is_numeric(p, entity)]
    sums = [_sums(records, p.index, last, reasons) for p in numeric]
    if numeric and len(numeric) == len(cells) and all(sums):
        reasons[last] = "looks like a total"


def _total_by_parts(records: Records, entity: Entity, suspects: Iterable[int], reasons: dict[int, str]) -> None:
    """Rows without their key, of nothing but the sums of the rows since the last that is no data.

    In one pass with running sums: a table may have as many rows without a key as it has rows.
    """
    if len(records) > 20000:
        return
    places = {p.index: k for k, (p, _) in enumerate(records.columns) if _is_numeric(p, entity)}
    bare = {i: own for i in suspects if i not in reasons and (own := _bare_numbers(records, entity, i)) is not None}
    if not bare:
        return
    amounts = {index: [read_amount(t or "") for t in records.columns[k][1].to_pylist()] for index, k in places.items()}
    above, counts = dict.fromkeys(places, Decimal(0)), dict.fromkeys(places, 0)
    for i in range(len(records)):
        own = bare.get(i, [])
        if own and all(counts[c] and _is_sum(amounts[c][i], above[c], counts[c]) for c in own):
            reasons[i] = "looks like a total"
        if i in reasons:
            if reasons[i] not in {NAMES_PARTS, IS_PART}:
                above, counts = dict.fromkeys(places, Decimal(0)), dict.fromkeys(places, 0)
            continue
        for c, known in amounts.items():
            amount = known[i]
            if amount is not None:
                above[c], counts[c] = above[c] + amount.number, counts[c] + 1


def _is_numeric(plan: ColumnPlan, entity: Entity) -> bool:
    return plan.field in entity.by_name and entity[plan.field or ""].kind in _NUMERIC


def _bare_numbers(records: Records, entity: Entity, position: int) -> list[int] | None:
    """The columns of measures of a row that fills no other of the catalogue's; None of one with a word, key or date."""
    cells = _told(records, position)
    measures = [p.index for p, _ in cells if _is_numeric(p, entity)]
    keyed = any(
        p.field is not None and (p.field in _identifying(entity) or not _is_numeric(p, entity)) for p, _ in cells
    )
    return measures if measures and not keyed and all(_is_number(text) for _, text in cells) else None


def _told(records: Records, position: int) -> list[tuple[ColumnPlan, str]]:
    """The cells of a row that hold anything; the currency of a sum is none of them."""
    return [(p, t[position].as_py()) for p, t in records.columns if t[position].is_valid and p.field != "currency"]


def _is_sum(total: Amount | None, above: Decimal, count: int) -> bool:
    """As exact as sums of so many rounded amounts are."""
    return total is not None and abs(above - total.number) <= Decimal("0.01") * count


def _sums(records: Records, index: int, last: int, reasons: dict[int, str]) -> bool:
    texts = next(t for p, t in records.columns if p.index == index).to_pylist()
    amounts = [read_amount(t) for i, t in enumerate(texts[:last]) if t is not None and i not in reasons]
    total = read_amount(texts[last])
    above = sum((a.number for a in amounts if a is not None), Decimal(0))
    return len(amounts) > 1 and _is_sum(total, above, len(amounts))
