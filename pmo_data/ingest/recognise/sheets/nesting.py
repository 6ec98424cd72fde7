"""Which of the headings between rows stand above others: programmes above projects above tasks.

Stands apart from what headings mean, because it looks only at their labels, their looks and what follows each.
"""

from __future__ import annotations

import re
from itertools import pairwise

from pmo_data.ingest.recognise.sheets.view import View
from pmo_data.ingest.recognise.vocabulary.words import fold

LABEL = re.compile(r"([^\W\d][\w /&-]{2,30}?)\s*[:=]\s*(\S.*)")
_NUMBERED = re.compile(r"(?<=[^\W\d])\s+(?:no\.?\s*)?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})$")
_DEEPEST = 4


def heading_levels(view: View, rows: list[int], texts: list[str]) -> list[int]:
    """The depth of each heading, 0 outermost; all 0 where none stands right above another."""
    labels = [fold(kind_of_label(found[1])) for t in texts if (found := LABEL.fullmatch(t))]
    kinds = list(dict.fromkeys(labels))
    if len(labels) == len(texts) and 1 < len(kinds) <= _DEEPEST:
        return [kinds.index(label) for label in labels]
    runs = _runs(view, rows)
    deepest = max(map(len, runs))
    if deepest == 1 or deepest > _DEEPEST:
        return [0] * len(rows)
    looks = [(t.isupper(), view.sheet.indents.get((view.number(r), 0), 0)) for r, t in zip(rows, texts, strict=True)]
    levels = [deepest - len(run) + place for run in runs for place in range(len(run))]
    whole = [run for run in runs if len(run) == deepest]
    styles = [{looks[run[level]] for run in whole} for level in range(deepest)]
    if len(set().union(*styles)) == sum(map(len, styles)):  # each level has looks of its own
        by_looks = {look: level for level, own in enumerate(styles) for look in own}
        levels = [by_looks.get(look, level) for look, level in zip(looks, levels, strict=True)]
    return levels


def kind_of_label(label: str) -> str:
    """What a label numbers, without the number or letter: "Project B" is a project."""
    return _NUMBERED.sub("", label)


def _runs(view: View, rows: list[int]) -> list[list[int]]:
    """Positions of headings that follow each other with nothing but blank rows between."""
    runs = [[0]]
    for place, (before, row) in enumerate(pairwise(rows), start=1):
        if any(any(r) for r in view.band(before + 1, row)):
            runs.append([place])
        else:
            runs[-1].append(place)
    return runs
