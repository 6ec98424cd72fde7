"""The minutes of a review as text: Markdown in which nothing that people wrote can be markup, and the same as HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from pmo_data.domain.words import day, is_unknown

if TYPE_CHECKING:
    import pandas as pd

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|~>$:<&^=])")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|~>$:<&^=])")
_PARTS = (("reason", "Why"), ("note", "Noted"), ("outcome", "Decided"), ("agreed", "Actions"))


def minutes(review: pd.Series[Any], items: pd.DataFrame) -> str:
    """A heading, who and when, the snapshot everything is as of, and each item with what was noted and agreed."""
    lines = [f"# {_plain(review['name'])}", ""]
    about = f"Held on {day(review['held_on'])}, as of {day(review['status_date'])}, snapshot {review['frozen_at']:.0f}."
    lines += [_plain(about), ""]
    for name, word in (("chair", "Chair"), ("attendees", "Present")):
        if not is_unknown(review[name]):
            lines += [f"{word}: {_plain(review[name])}", ""]
    for row in items.to_dict("records"):
        lines += _item(row)
    if items.empty:
        lines.append("Nothing was on the agenda.")
    return "\n".join(lines).rstrip() + "\n"


def _item(row: dict[Any, Any]) -> list[str]:
    said = [f"- {word}: {_plain(row[name])}" for name, word in _PARTS if not is_unknown(row[name])]
    if is_unknown(row["outcome"]) and is_unknown(row["note"]) and is_unknown(row["agreed"]):
        said.append("- Not discussed.")
    return [f"## {row['place']:.0f}. {_plain(row['name'])}", "", *said, ""]


def sections(text: str, pictured: Collection[int] = ()) -> list[tuple[int, str]]:
    """Minutes in parts: (0, the head), then each item with its place.

    Items in `pictured` have their rows beside them, so the rows in words are left out there.
    """
    found = []
    for part in re.split(r"(?m)^(?=## )", text):
        number = re.match(r"## (\d+)\.", part)
        place = int(number[1]) if number else 0
        found.append((place, re.sub(r"(?m)^- Why: Answer of .*\n", "", part) if place in pictured else part))
    return found


def as_html(text: str, pictures: Mapping[int, str] | None = None) -> bytes:
    """Minutes as a page of their own: headings, lists and paragraphs, everything else to the letter.

    `pictures` are pieces of HTML, safe as they are, that stand at the end of the items of these places.
    """
    drawn = pictures or {}
    body = "\n".join(f"{_html(part)}{drawn.get(place, '')}" for place, part in sections(text, drawn))
    head = '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Minutes</title></head><body>\n'
    return f"{head}{body}</body></html>\n".encode()


def _html(text: str) -> str:
    body: list[str] = []
    for line in text.splitlines():
        mark, _, rest = line.partition(" ")
        tag = {"#": "h1", "##": "h2", "-": "li"}.get(mark)
        said = html.escape(_ESCAPED.sub(r"\1", rest if tag else line))
        if said:
            body.append(f"<{tag or 'p'}>{said}</{tag or 'p'}>")
    return re.sub(r"((?:<li>.*</li>\n?)+)", r"<ul>\n\1</ul>\n", "\n".join(body) + "\n")


def _plain(text: object) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(str(text).split()))
