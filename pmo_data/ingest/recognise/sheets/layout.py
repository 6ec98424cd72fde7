"""Where the tables of a sheet stand: header rows, data rows, and rows that are neither.

Stands apart from the mapping of columns; uses only how well cells resemble any name in the catalogue and how much
the rows below differ from them.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise

import pyarrow.compute as pc

from pmo_data.ingest.recognise.sheets.grouped import measured_periods, period_groups
from pmo_data.ingest.recognise.sheets.header_row import contrast, header_row, is_name
from pmo_data.ingest.recognise.sheets.headers_again import halves_again, says_again
from pmo_data.ingest.recognise.sheets.headings import HEADING, heading_rows
from pmo_data.ingest.recognise.sheets.sections import day_above
from pmo_data.ingest.recognise.sheets.view import View
from pmo_data.ingest.recognise.vocabulary.evidence import looks
from pmo_data.ingest.recognise.vocabulary.lexicon import entities_knowing
from pmo_data.ingest.recognise.vocabulary.periods import period, period_run
from pmo_data.ingest.recognise.vocabulary.words import fold, squash, tidy, words


@dataclass(frozen=True)
class Block:
    """One table of a view: 0-based header rows, first and last data row, the columns' names ('' where nameless).

    `nameless` says that no row is a header: the one before the first stands for it, the names are made up.
    """

    header: tuple[int, ...]
    first: int
    last: int
    names: tuple[str, ...]
    more_names: tuple[tuple[str, ...], ...]
    not_data: dict[int, str] = field(default_factory=dict)
    known: float = 0.0
    span: tuple[int, int] | None = None
    nameless: bool = False

    @property
    def skip(self) -> frozenset[int]:
        return frozenset(self.not_data)


def find_blocks(view: View) -> list[Block]:
    """The tables of a view from top to bottom; empty where no row can be a header."""
    if view.last_filled < 0:
        return []
    at = header_row(view.head, 0)
    if at is None:
        return []
    starts = _starts(view, at) if view.rows <= 5_000 else [at]
    blocks = []
    for here, following in zip(starts, [*starts[1:], None], strict=True):
        end = view.last_filled if following is None else _last_before(view, here, following)
        blocks.append(_block(view, here, end))
    return blocks


def side_by_side(view: View, block: Block) -> list[Block]:
    """The block's parts where blank columns run through it from the header down; the block alone where none do."""
    last_named = max((i for i, n in enumerate(block.names) if n), default=-1)
    first_named = min((i for i, n in enumerate(block.names) if n), default=0)
    gaps = [
        i
        for i in range(first_named + 1, last_named)
        if not block.names[i] and not view.has_text(i, block.first, block.last)
    ]
    edges = [-1, *gaps, len(block.names)]
    spans = [(a + 1, b - 1) for a, b in pairwise(edges) if sum(1 for n in block.names[a + 1 : b] if n) >= 2]
    if len(spans) < 2:
        return [block]
    return [_part(view, block, left, right) for left, right in spans]


def _part(view: View, block: Block, left: int, right: int) -> Block:
    names = tuple(n if left <= i <= right else "" for i, n in enumerate(block.names))
    last = block.last
    while last > block.first and not any(view.band(last, last + 1)[0][left : right + 1]):
        last -= 1
    return replace(block, names=names, last=last, span=(left, right))


def first_row_block(view: View) -> list[Block]:
    """The one table of a sheet whose first row is known to be its header, as in the tables of a schedule."""
    return [_block(view, 0, view.last_filled)] if view.last_filled >= 0 else []


def _starts(view: View, at: int) -> list[int]:
    """The header rows of all tables; the best one need not be the first."""
    rows = view.band(0, at + 1)
    own = [squash(c) for c in rows[at] if c]
    for r in range(at - 1):
        if says_again(rows[r], rows[at]):
            return [r, *_further_headers(view, r)]
        names = [squash(c) for c in rows[r] if c]
        if len(names) >= 2 and _opens_a_table(rows, r, at) and (names == own or _heads(rows[r])):
            further = _further_headers(view, r)
            return sorted({r, *further, *([] if names == own else [at])})
    return [at, *_further_headers(view, at)]


def _opens_a_table(rows: list[list[str]], r: int, at: int) -> bool:
    """Whether rows as wide as itself follow a row at once, and a gap or a title stands before the header below."""
    width = sum(1 for c in rows[r] if c)
    under = [c for c in rows[r + 1] if c]
    apart = sum(1 for c in rows[at - 1] if c) <= 1
    return apart and len(under) >= max(2, 0.5 * width) and not all(map(entities_knowing, under))


def _heads(row: list[str]) -> bool:
    """Whether a row is a header by its own names: mostly known, all of them names, none twice."""
    cells = [c for c in row if c]
    known = sum(1 for c in cells if len(c) < 60 and entities_knowing(c))
    distinct = len({squash(c) for c in cells}) == len(cells)
    return len(cells) >= 3 and known >= 0.6 * len(cells) and distinct and all(is_name(c) for c in cells)


def _further_headers(view: View, at: int) -> list[int]:
    """Headers of tables stacked below the first: after a gap, mostly known names, another set of them."""
    rows = view.band(0, view.last_filled + 1)
    own = [squash(c) for c in rows[at] if c]
    found: list[int] = []
    for r in range(at + 3, len(rows) - 1):
        cells = [c for c in rows[r] if c]
        if len(cells) < 2 or (any(rows[r - 1]) and len([c for c in rows[r - 1] if c]) > 1):
            continue
        names = [squash(c) for c in cells]
        known = len(period_run(rows[r]) or ()) + sum(1 for c in cells if len(c) < 60 and entities_knowing(c))
        gap = not any(rows[r - 1]) or not any(rows[r - 2])
        if not gap or names == own or not all(is_name(c) for c in cells):
            continue
        if (known >= 2 and known >= 0.6 * len(cells)) or _over_values(cells, rows[r], rows[r + 1 : r + 5]):
            found.append(r)
            own = names
    return found


def _over_values(cells: list[str], row: list[str], below: list[list[str]]) -> bool:
    """Whether names nobody knows head a table of their own: each once, most of them over numbers or days."""
    said = len({squash(c) for c in cells}) == len(cells) and all(looks(c) for c in cells)
    rows = [b for b in below if sum(1 for c in b if c) > 1]
    return said and bool(rows) and contrast(row, rows) > 0.5


def _last_before(view: View, here: int, following: int) -> int:
    rows = view.band(here, following)
    end = len(rows) - 1
    while end > 0 and not any(rows[end]):
        end -= 1
    if end > 1 and not any(rows[end - 1]) and sum(1 for c in rows[end] if c) == 1:  # the next table's title
        end -= 1
        while end > 0 and not any(rows[end]):
            end -= 1
    return here + end


def _block(view: View, at: int, last: int) -> Block:
    rows = view.band(max(0, at - 1), min(last + 1, at + 30))
    shift = max(0, at - 1)
    above = rows[at - 1 - shift] if at > 0 else None
    row, below = rows[at - shift], rows[at - shift + 1 :]
    header, names, more = _names(view, at, above, row, below)
    first = header[-1] + 1
    again = dict.fromkeys(halves_again(view, header, first, last), "repeats the column names")
    not_data = {**_not_data(view, names, first, last), **again}
    # Each name once: a column of statuses, read sideways, is not many known names.
    known = len({squash(n) for n in names if n and entities_knowing(n)}) ** 2 / max(1, sum(1 for n in names if n))
    return Block(tuple(header), first, last, tuple(names), tuple(tuple(m) for m in more), not_data, known)


def _names(
    view: View, at: int, above: list[str] | None, row: list[str], below: list[list[str]]
) -> tuple[list[int], list[str], list[list[str]]]:
    """The header's rows, each column's name, and each column's other names."""
    none: list[list[str]] = [[] for _ in row]
    for top, first, second in ((at, row, below[0] if below else None), (at - 1, above, row)):
        if first is not None and second is not None:
            named = period_groups(first, second) or measured_periods(first, second)
            if named is not None:
                return [top, top + 1], named, none
    if below and _second_header(row, below[0], below[1:]):
        return [at, at + 1], list(row), [[b] if b else [] for b in below[0]]
    if below and _sub_header(row, below[0], below[1:]):
        return [at, at + 1], *_join(_spread_groups(view, at, row, below[0]), below[0], row)
    if above is not None and _second_header(above, row, below):
        return [at - 1, at], list(above), [[b] if b else [] for b in row]
    if above is not None and _sub_header(above, row, below, beside=True):
        return [at - 1, at], *_join(_spread_groups(view, at - 1, above, row), row, above)
    if above is not None and _group_row(view, at - 1, above, row):
        if len(period_run(row)) * 2 > sum(1 for c in row if c):  # periods keep their own names
            return [at - 1, at], list(row), none
        return [at - 1, at], *_join(_spread_groups(view, at - 1, above, row), row, [""] * len(row))
    return [at], list(row), none


def _second_header(row: list[str], second: list[str], below: list[list[str]]) -> bool:
    """Whether the next row names the same columns again (machine names, then human names)."""
    pairs = [(a, b) for a, b in zip(row, second, strict=True) if a and b]
    widths = sum(1 for a in row if a), sum(1 for b in second if b)
    if len(pairs) < 3 or len(pairs) < 0.8 * max(widths) or not below:
        return False
    if all(squash(a) == squash(b) for a, b in pairs) or not all(is_name(b) for _, b in pairs):
        return False
    known = sum(1 for _, b in pairs if entities_knowing(b))
    alike = sum(1 for a, b in pairs if set(words(a)) & set(words(b)))
    short = all(len(b) <= 40 for _, b in pairs)
    return short and known >= 0.4 * len(pairs) and known + alike >= len(pairs) and contrast(second, below) > 0


def _sub_header(row: list[str], second: list[str], below: list[list[str]], beside: bool = False) -> bool:
    """Whether the next row names parts of wide cells of this one; with `beside`, only if some cells have no parts."""
    under_blank = [s for a, s in zip(row, second, strict=True) if s and not a]
    subs = [s for s in second if s]
    if not under_blank or not below or len(subs) < 2 or not all(is_name(s) or s in _UNITS for s in subs):
        return False
    blanks_above = sum(1 for a, s in zip(row, second, strict=True) if a and not s)
    known = sum(1 for s in subs if entities_knowing(s) or s in _UNITS or set(words(s)) <= _PARTS)
    return known >= 0.5 * len(subs) and (blanks_above > 0 or (known == len(subs) and not beside))


_MOST_ODD = 2_000
"""Rows of another width, past which a file is ragged rather than made of several tables."""
_PARTS = frozenset({"capex", "opex", "total", "variance", "min", "minimum", "most", "likely", "max", "maximum", "low",
                    "high", "optimistic", "pessimistic", "planned", "actual", "outcome", "percent"})  # fmt: skip
"""What parts of a wide header are called that mean nothing without it."""
_UNITS = frozenset({"%", "£", "€", "$", "£k", "€k", "k€", "k$", "£m", "€m"})


def _group_row(view: View, at: int, above: list[str], row: list[str]) -> bool:
    """Whether the row above groups columns: fewer names, each over several columns, merged or followed by blanks."""
    groups = [i for i, a in enumerate(above) if a]
    named = [i for i, c in enumerate(row) if c]
    if not groups or not named or len(groups) >= len(named) or groups[-1] > named[-1]:
        return False
    parted = [is_name(above[i]) or (period(above[i]) is not None and set(words(row[i])) <= _PARTS) for i in groups]
    if not all(parted) or any(len(above[i]) > 60 for i in groups):
        return False
    number = view.number(at)
    merged = [m for m in view.sheet.merged if m[0] <= number <= m[2] and m[3] > m[1]] if not view.turned else []
    if merged:
        return any(m[1] == g for m in merged for g in groups) and (len(groups) > 1 or groups[0] > named[0])
    spoken = [squash(row[i]) for i in named]
    if len(groups) >= 2 and len(set(spoken)) < len(spoken) and groups[0] <= named[0]:
        return True  # start, finish, start, finish: only the row above tells them apart
    return (len(groups) >= 2 and groups[0] > named[0]) or (
        len(groups) == 1 and groups[0] > named[0] and bool(period_run(row))
    )


def _spread_groups(view: View, at: int, groups: list[str], subs: list[str]) -> list[str]:
    """Each column's group: within merged ranges, else up to the next group."""
    number = view.number(at)
    merged = {m[1]: m[3] for m in view.sheet.merged if m[0] <= number <= m[2]} if not view.turned else {}
    out, current, until = [], "", -1
    for i, group in enumerate(groups):
        if group:
            current, until = group, merged.get(i, -1 if not merged else i)
        out.append(group or (current if subs[i] and (until < 0 or i <= until) else ""))
    return out


def _join(groups: list[str], subs: list[str], singles: list[str]) -> tuple[list[str], list[list[str]]]:
    """Names of grouped columns, "Group – Sub", with the sub-header alone as another name."""
    names, more = [], []
    for group, sub, single in zip(groups, subs, singles, strict=True):
        if sub and group and squash(sub) != squash(group):
            names.append(f"{group} – {sub}")
            more.append([sub, f"{group} {sub}"])
        else:
            names.append(sub or single or group)
            more.append([])
    return names, more


def _not_data(view: View, names: list[str], first: int, last: int) -> dict[int, str]:
    found = dict.fromkeys(_dictionary_rows(view, names, first, last), "describes the columns")
    repeated = _repeats(view, names, first, last)
    found.update(dict.fromkeys(repeated, "repeats the column names"))
    titles = [r - 1 for r in repeated if r > first and sum(1 for c in view.band(r - 1, r)[0] if c) == 1]
    days = [day for r in repeated if r > first and not view.turned and (day := day_above(view, r)) is not None]
    found.update(dict.fromkeys([*titles, *days], HEADING))
    for r, row in enumerate(view.band(first, min(last + 1, first + 40)), start=first):
        filled = [c for c in row if c]
        if len(filled) == 1 and filled[0].startswith(("# ", "//")) and row[0] == filled[0]:
            found[r] = "is a comment"
    found.update(dict.fromkeys(heading_rows(view, names, first, last, found), HEADING))
    found.update(dict.fromkeys(_narrower_below(view, names, first, last), "stands below the table"))
    return found


def _narrower_below(view: View, names: list[str], first: int, last: int) -> range:
    """The rows of a delimited file below a blank line and a title, all of fewer cells than the header has."""
    widths, own = view.sheet.widths, sum(1 for n in names if n)
    if view.turned or not widths or len(widths) > _MOST_ODD:
        return range(0)
    filled = [sum(1 for c in row if c) for row in view.band(max(first, last - _MOST_ODD), last + 1)]
    top = None
    for row, count in zip(range(last, last - len(filled), -1), reversed(filled), strict=True):
        if count and widths.get(view.number(row), own) >= own:
            break
        if count == 1 and first < row < last and not filled[row - 1 - last - 1]:
            top = row
    return range(0) if top is None else range(top, last + 1)


def _dictionary_rows(view: View, names: list[str], first: int, last: int) -> list[int]:
    """Rows right under the header that explain the columns: words where every other row has numbers or dates."""
    rows = view.band(first, min(last + 1, first + 40))
    found: list[int] = []
    for r in range(min(4, len(rows) - 2)):
        rest = rows[r + 1 :]
        if (found and found[-1] != first + r - 1) or (r > 0 and not found):
            break
        if _in_brackets(rows[r]) or _describes(rows[r], rest, names):
            found.append(first + r)
    return found


def _in_brackets(row: list[str]) -> bool:
    cells = [c for c in row if c]
    return len(cells) >= 2 and all(c[0] in "([<{" and c[-1] in ")]>}" for c in cells)


def _describes(row: list[str], rest: list[list[str]], names: list[str]) -> bool:
    against = total = 0
    for i, cell in enumerate(row):
        under = [r[i] for r in rest[3:] or rest if i < len(r) and r[i]]
        if not cell or not under:
            continue
        typed = sum(1 for u in under if looks(u) & {"number", "date", "money"})
        if typed >= 0.8 * len(under) and len(under) >= 2:
            total += 1
            against += not looks(cell) & {"number", "date", "money", "percent"} and (
                " " in cell or squash(cell) == squash(names[i])
            )
    nameless = any(
        c and not n and not any(r[i] for r in rest[3:]) for i, (c, n) in enumerate(zip(row, names, strict=True))
    )
    return total >= 2 and against >= 0.8 * total and (nameless or against >= 3 or any(len(c) > 40 for c in row))


def _repeats(view: View, names: list[str], first: int, last: int) -> list[int]:
    """Rows that repeat the header, found by the first well-filled named column, then compared in full."""
    named = [i for i, n in enumerate(names) if n]
    if not named:
        return []
    lead = named[0]
    source = view.cells.column(lead).slice(first, last - first + 1)
    raw = view.band(first - 1, first)[0][lead] or names[lead]
    # Looking inside a million cells takes 0.3 s, comparing them whole 0.02 s.
    mask = pc.match_substring(source, raw) if len(source) < 100_000 else pc.equal(source, raw)
    if len(raw) >= 200 or not pc.any(mask).as_py():
        return []
    hits = pc.indices_nonzero(pc.fill_null(mask, False)).to_pylist()[:2_000]
    wanted = {i: fold(names[i]) for i in named}
    out = []
    for hit in hits:
        row = view.band(first + hit, first + hit + 1)[0]
        same = sum(1 for i in named if fold(tidy(row[i])) == wanted[i])
        if same >= max(1, 0.8 * len(named)) and (same > 1 or len(named) == 1):
            out.append(first + hit)
    return out
