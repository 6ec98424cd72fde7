"""A parsed XML element, plain: what the readers of schedules walk through, without the parser that made it."""

from __future__ import annotations

from dataclasses import dataclass, field

Row = dict[str, str]


@dataclass
class Element:
    """A parsed element: local name, text, children."""

    name: str
    text: str = ""
    children: list[Element] = field(default_factory=list)

    def value(self, name: str) -> str:
        """The text of the first child called `name`, or ""."""
        return next((child.text for child in self.children if child.name == name), "")

    def within(self, *path: str) -> list[Element]:
        """The elements at the end of `path`, whatever stands beside them on the way."""
        found = [self]
        for name in path:
            found = [child for element in found for child in element.children if child.name == name]
        return found


def flat(element: Element) -> Row:
    """The plain fields of an element: its children that have text and no children."""
    return {child.name: child.text.strip() for child in element.children if not child.children and child.text.strip()}
