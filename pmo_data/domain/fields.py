"""The vocabulary in which the catalogue is written: what a field is, what an entity is, what values mean.

Stands apart from the catalogue itself so that everything that derives from the catalogue (tables, templates, header
matching, checks, the data dictionary) can name these types without reading the declarations.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What sort of value a field holds; decides its SQL type and how its texts are read."""

    CODE = "code"  # an identifier, kept as text to the letter
    TEXT = "text"
    DATE = "date"
    MONEY = "money"  # amount in base units of the row's currency
    NUMBER = "number"
    PERCENT = "percent"  # 0-100
    FLAG = "flag"
    CHOICE = "choice"  # one of a vocabulary; the file's own word is kept where none fits
    SCALE = "scale"  # 1-5
    LINKS = "links"  # a list of predecessors or successors with relation and lag, as planning tools write it


SQL_TYPES: dict[Kind, str] = {
    Kind.CODE: "varchar",
    Kind.TEXT: "varchar",
    Kind.DATE: "date",
    Kind.MONEY: "decimal(18, 2)",
    Kind.NUMBER: "double",
    Kind.PERCENT: "double",
    Kind.FLAG: "boolean",
    Kind.CHOICE: "varchar",
    Kind.SCALE: "double",
    Kind.LINKS: "varchar",
}


class Absence(StrEnum):
    """Why a value is missing although the cell says something. Counted, never zero."""

    WITHHELD = "withheld"
    NOT_AVAILABLE = "not available"
    TO_BE_CONFIRMED = "to be confirmed"
    NOT_APPLICABLE = "not applicable"
    UNREADABLE = "unreadable"  # the cell held a text that is none of these and no value


@dataclass(frozen=True)
class Choices:
    """A closed vocabulary: each value with the words files use for it (compared without case and punctuation)."""

    name: str
    values: dict[str, tuple[str, ...]]


# The fields whose text is the name of a person, in whatever entity they stand.
PEOPLE = frozenset({"owner", "manager", "sponsor", "author", "person", "raised_by", "decided_by", "decision_maker"})


@dataclass(frozen=True)
class Field:
    """One column of an entity.

    `reference` names the entity whose key the value is; `several` lets several file columns feed the field, the
    first known value winning; `unit` is shown behind the label ("days", "hours", "FTE").
    """

    name: str
    kind: Kind
    meaning: str
    synonyms: tuple[str, ...] = ()
    label: str = ""
    required: bool = False
    reference: str | None = None
    choices: Choices | None = None
    unit: str = ""
    minimum: float | None = None
    maximum: float | None = None

    @property
    def title(self) -> str:
        """The label people read: the declared one or the name in words."""
        return self.label or self.name.replace("_", " ").capitalize()


@dataclass(frozen=True)
class Entity:
    """One kind of thing the portfolio room knows, with its fields.

    `keys` are alternatives for what identifies a row, best first: the first alternative whose fields are all filled
    makes the row's key. `owner` is the field that scopes a key (a task's code is unique within its project only).
    A `standing` entity stays as it is until somebody changes it: nobody expects it anew for each period. Of each group
    of fields in `one_of`, a row needs at least one: work is wanted of a person or, nobody named yet, of a role.
    """

    name: str
    meaning: str
    fields: tuple[Field, ...]
    keys: tuple[tuple[str, ...], ...]
    plural: str = ""
    owner: str | None = None
    synonyms: tuple[str, ...] = ()
    standing: bool = False
    one_of: tuple[tuple[str, ...], ...] = ()
    by_name: dict[str, Field] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {f.name: f for f in self.fields})

    def __getitem__(self, name: str) -> Field:
        return self.by_name[name]

    def lacking(self, fed: Collection[str]) -> list[str]:
        """The required fields that are not among those fed; of fields of which one is enough, all or none."""
        lone = [f.name for f in self.fields if f.required and f.name not in fed]
        return lone + [name for group in self.one_of if not set(group) & set(fed) for name in group]

    @property
    def title(self) -> str:
        """Plural words for headings: 'Projects'."""
        return (self.plural or self.name + "s").replace("_", " ").capitalize()
