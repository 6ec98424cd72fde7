"""Short constructors for the catalogue's declarations, one per kind of field."""

from __future__ import annotations

from pmo_data.domain.catalogue.choices import RATING
from pmo_data.domain.fields import Choices, Field, Kind


def code(name: str, meaning: str, *synonyms: str, required: bool = False) -> Field:
    return Field(name, Kind.CODE, meaning, synonyms, required=required)


def text(name: str, meaning: str, *synonyms: str, required: bool = False) -> Field:
    return Field(name, Kind.TEXT, meaning, synonyms, required=required)


def refers(name: str, entity: str, meaning: str, *synonyms: str, required: bool = False) -> Field:
    return Field(name, Kind.CODE, meaning, synonyms, reference=entity, required=required)


def day(name: str, meaning: str, *synonyms: str) -> Field:
    return Field(name, Kind.DATE, meaning, synonyms)


def money(name: str, meaning: str, *synonyms: str) -> Field:
    return Field(name, Kind.MONEY, meaning, synonyms, unit="currency")


def number(name: str, meaning: str, *synonyms: str, unit: str = "", low: float | None = None) -> Field:
    return Field(name, Kind.NUMBER, meaning, synonyms, unit=unit, minimum=low)


def percent(name: str, meaning: str, *synonyms: str) -> Field:
    return Field(name, Kind.PERCENT, meaning, synonyms, unit="%", minimum=0, maximum=100)


def scale(name: str, meaning: str, *synonyms: str) -> Field:
    return Field(name, Kind.SCALE, meaning, synonyms, minimum=1, maximum=5)


def flag(name: str, meaning: str, *synonyms: str) -> Field:
    return Field(name, Kind.FLAG, meaning, synonyms)


def choice(name: str, choices: Choices, meaning: str, *synonyms: str) -> Field:
    return Field(name, Kind.CHOICE, meaning, synonyms, choices=choices)


def rating(name: str, meaning: str, *synonyms: str) -> Field:
    return choice(name, RATING, meaning, *synonyms)
