"""Lists of SAP's project system, whose cells hold several states at once, made here."""

from __future__ import annotations

import pytest

from pmo_data.ingest.typing.system_states import of_system_states
from tests.ingest.test_unseen import table, values


@pytest.mark.parametrize(
    ("cell", "status"),
    [
        ("REL  PCNF MACM SETC", "active"), ("REL  CNF  MACM", "completed"), ("CRTD MANC", "planned"),
        ("TECO PCNF SETC", "completed"), ("CLSD REL", "completed"), ("DLFL TECO", "cancelled"), ("MACM SETC", None),
        ("Rel to site", None), ("FREI TRÜC", "active"),
    ],
)  # fmt: skip
def test_of_several_states_in_one_cell_the_strongest_counts(cell: str, status: str | None) -> None:
    assert of_system_states(cell) == status


def test_a_list_of_elements_is_of_tasks_and_its_system_status_comes_before_the_users() -> None:
    found = table(
        "WBS element;Description;Level;Project definition;Basic start date;Basic finish;System status;User status\n"
        "P-1;Substation;1;P-1;01.02.2025;30.09.2025;REL  PCNF MACM;APPR\n"
        "P-1.01;Works;2;P-1;01.02.2025;30.04.2025;REL  CNF  SETC;DONE\n"
        "P-1.02;Gear;2;P-1;01.05.2025;31.07.2025;CRTD MANC;INIT\n"
    )
    assert found.entity == "task"
    assert values(found, "wbs") == ["P-1", "P-1.01", "P-1.02"]
    assert values(found, "status") == ["active", "completed", "planned"]
    assert [str(d) for d in values(found, "planned_finish")] == ["2025-09-30", "2025-04-30", "2025-07-31"]
    assert dict(values(found, "original")[0])["status"] == "REL  PCNF MACM"
