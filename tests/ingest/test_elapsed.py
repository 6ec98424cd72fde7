"""Durations that run through nights and days off, as plans of several languages write them, made here."""

from __future__ import annotations

import pytest

from pmo_data.ingest.typing.elapsed import elapsed_behind
from tests.ingest.test_unseen import read, rules, table, values


@pytest.mark.parametrize(
    ("header", "plain", "cell", "days"),
    [
        ("ID,Task Name,Duration", "2 days", "14 edays", 10.0),
        ("ID,Task Name,Duration", "2 days", "14 ed", 10.0),
        ("ID,Task Name,Duration", "2 days", "2 ewks", 10.0),
        ("ID,Task Name,Duration", "2 days", "2 emons?", 42.8571),
        ("ID,Task Name,Duration", "2 days", "168 ehrs", 5.0),
        ("ID,Task Name,Duration", "2d", "e14d", 10.0),
        ("Nr.,Vorgangsname,Dauer", "2 Tage", "7 fTage", 5.0),
        ("Nr.,Vorgangsname,Dauer", "2 Tage", "2 fWochen", 10.0),
        ("N°,Nom de la tâche,Durée", "2 jours", "14 joursé", 10.0),
        ("N°,Nom de la tâche,Durée", "2 jours", "14 jours é", 10.0),
        ("Id.,Nombre de tarea,Duración", "2 días", "14 díast", 10.0),
    ],
)
def test_elapsed_time_is_working_days_by_five_of_seven(header: str, plain: str, cell: str, days: float) -> None:
    found = table(f"{header}\n1,Slab,{plain}\n2,Cure,{cell}\n3,Strip,3{plain[1:]}\n")
    assert values(found, "duration_days") == [2.0, days, 3.0]
    assert dict(values(found, "original")[1])["duration_days"] == cell
    assert "elapsed_time" in rules(found)


def test_plain_days_are_not_said_to_be_elapsed() -> None:
    found = table("ID,Task Name,Duration\n1,Slab,2 days\n2,Cure,~14 days\n3,Strip,3 days?\n")
    assert values(found, "duration_days") == [2.0, 14.0, 3.0]
    assert "elapsed_time" not in rules(found)
    assert elapsed_behind("e-mail 3") == "e-mail 3"


def test_a_lag_in_elapsed_time_is_in_working_days_too() -> None:
    found = read(
        "ID,Task Name,Duration,Predecessors\n1,Slab,2 days,\n2,Strip,3 days,1FS+7 edays\n3,Fill,1 day,2FF-1 ew\n"
    )
    links = next(t for t in found.tables if t.entity == "dependency")
    assert values(links, "lag_days") == [5.0, -5.0]
