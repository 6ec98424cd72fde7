"""Every import is a snapshot: the state as of each stays what it was, and what meets what is decided by identity."""

from __future__ import annotations

from datetime import date

import pytest

from pmo_data.domain.catalogue import ENTITIES
from pmo_data.domain.errors import PmoError
from pmo_data.domain.moments import FOREVER
from pmo_data.store.changes import changes_between
from pmo_data.store.commit import commit, preview
from pmo_data.store.database import Store
from pmo_data.store.delivery import Batch, Delivery, FieldChange, FileFacts
from pmo_data.store.undo import undo
from tests.store.deliveries import (
    FEBRUARY,
    JANUARY,
    MARCH,
    RECORDS,
    asked,
    batch,
    bring,
    content,
    moment,
    projects,
    rows,
)


def test_each_snapshot_stays_as_it_was_when_the_next_edition_comes(store: Store) -> None:
    bring(store, "list", JANUARY, code=["A", "B"], name=["Ash", "Birch"], approved_budget=[1.0, 2.0])
    second = bring(store, "list", FEBRUARY, code=["A", "C"], name=["Ash", "Cedar"], approved_budget=[5.0, 7.0])
    assert second.outcomes[0].mode == "replace"
    assert projects(store, moment(store, 1)) == {"A": 1.0, "B": 2.0}
    assert projects(store, moment(store, 2)) == {"A": 5.0, "C": 7.0}
    assert projects(store) == {"A": 5.0, "C": 7.0}


def test_two_snapshots_are_compared_field_by_field(store: Store) -> None:
    bring(store, "list", JANUARY, code=["A", "B"], name=["Ash", "Birch"], approved_budget=[1.0, 2.0])
    bring(store, "list", FEBRUARY, code=["A", "C"], name=["Ash", "Cedar"], approved_budget=[5.0, 7.0])
    with store.reading() as cursor:
        first, latest = (changes_between(cursor, ENTITIES["project"], moment(store, 1), m, 10) for m in (0, FOREVER))
    assert latest == [
        FieldChange("project", "A", "changed", "approved_budget", "1.00", "5.00"),
        FieldChange("project", "B", "removed"),
        FieldChange("project", "C", "added"),
    ]
    assert first == []


def test_rows_that_did_not_change_are_stored_once(store: Store) -> None:
    bring(store, "list", JANUARY, code=["A", "B"], name=["Ash", "Birch"], approved_budget=[1.0, 2.0])
    outcome = bring(store, "list", FEBRUARY, code=["A", "B"], name=["Ash", "Birch"], approved_budget=[1.0, 3.0])
    assert (outcome.outcomes[0].changed, outcome.outcomes[0].unchanged) == (1, 1)
    assert asked(store, "select key, count(*) from project group by key order by 1") == [("A", 1), ("B", 2)]


def test_another_source_adds_what_it_knows_and_each_value_names_its_row(store: Store) -> None:
    bring(
        store, "list", JANUARY, code=["A", "B"], name=["Ash", "Birch"], approved_budget=[1.0, 2.0], manager=["x", "y"]
    )
    bring(store, "finance", JANUARY, code=["B", "A"], actual_cost=[20.0, None])
    assert projects(store) == {"A": 1.0, "B": 2.0}
    assert projects(store, field="actual_cost") == {"A": None, "B": 20.0}
    found = asked(store, "select project_key, carried, import_id, row_number from project_at(?) order by 1", FOREVER)
    assert found == [("A", None, 1, 2), ("B", {"actual_cost": "2||2"}, 1, 3)]


def test_lent_values_stay_when_the_own_source_brings_its_next_edition(store: Store) -> None:
    bring(
        store, "list", JANUARY, code=["A", "B"], name=["Ash", "Birch"], approved_budget=[1.0, 2.0], manager=["x", "y"]
    )
    bring(store, "finance", JANUARY, code=["A"], actual_cost=[20.0])
    bring(
        store, "list", FEBRUARY, code=["A", "B"], name=["Ash", "Birch"], approved_budget=[4.0, 2.0], manager=["x", "y"]
    )
    found = asked(store, "select approved_budget::float, actual_cost::float, carried from project_at(?)", FOREVER)
    assert found[0] == (4.0, 20.0, {"actual_cost": "2||2"}) or found[1] == (4.0, 20.0, {"actual_cost": "2||2"})


def test_a_list_of_costs_for_all_projects_is_no_next_edition_of_the_portfolio_list(store: Store) -> None:
    full = {"name": ["Ash", "Birch"], "manager": ["x", "y"], "department": ["d", "d"], "stage": ["s", "s"]}
    bring(store, "list", JANUARY, code=["A", "B"], approved_budget=[1.0, 2.0], **full)
    outcome = bring(store, "finance", FEBRUARY, code=["A", "B"], actual_cost=[20.0, 30.0])
    assert outcome.outcomes[0].mode == "merge"
    assert projects(store) == {"A": 1.0, "B": 2.0}


def test_a_departments_own_part_is_laid_over_the_portfolio(store: Store) -> None:
    codes = [f"P{i}" for i in range(10)]
    bring(store, "list", JANUARY, code=codes, name=codes, approved_budget=[1.0] * 10)
    part = bring(store, "roads", FEBRUARY, code=["P1", "P2"], name=["P1", "P2"], approved_budget=[9.0, 1.0])
    assert (part.outcomes[0].mode, part.outcomes[0].changed, part.outcomes[0].removed) == ("merge", 1, 0)
    assert sum(projects(store).values()) == 18.0


def test_extra_columns_of_two_files_stand_beside_each_other_through_the_next_edition(store: Store) -> None:
    table = rows([{"Colour": "red"}], code=["A"], name=["Ash"], approved_budget=[1.0], manager=["x"])
    commit(store, batch("list", JANUARY, table))
    commit(store, batch("finance", JANUARY, rows([{"Ledger": "77"}], code=["A"], actual_cost=[1.0])))
    table = rows([{"Colour": "blue"}], code=["A"], name=["Ash"], approved_budget=[1.0], manager=["x"])
    commit(store, batch("list", FEBRUARY, table))
    assert asked(store, "select extra from project_at(?)", FOREVER) == [({"Ledger": "77", "Colour": "blue"},)]
    again = commit(store, batch("finance", MARCH, rows([{"Ledger": "77"}], code=["A"], actual_cost=[1.0])))
    assert again.outcomes[0].unchanged == 1


def test_undo_restores_every_table_to_the_byte_and_is_recorded(store: Store) -> None:
    bring(store, "list", JANUARY, code=["A", "B"], name=["Ash", "Birch"], approved_budget=[1.0, 2.0])
    before, all_before = content(store, without=RECORDS), content(store)
    bring(store, "list", FEBRUARY, code=["A", "C"], name=["Ash", "Cedar"], approved_budget=[5.0, 7.0])
    undo(store, 2, "Grace")
    assert content(store, without=RECORDS) == before
    records = content(store)
    assert [row for row in records["import_file"] if row[0] == 1] == all_before["import_file"]
    assert asked(store, "select undone_at is null, undone_by from snapshot order by snapshot") == [
        (True, None),
        (False, "Grace"),
    ]


def test_imports_are_undone_latest_first_and_once(store: Store) -> None:
    bring(store, "list", JANUARY, code=["A", "B"], name=["Ash", "Birch"])
    bring(store, "list", FEBRUARY, code=["A", "B"], name=["Ash", "Beech"])
    with pytest.raises(PmoError, match=r"^Import 1 was followed by import 2; undo that one first\.$"):
        undo(store, 1)
    undo(store, 2)
    with pytest.raises(PmoError, match=r"Import 2 was undone on .*; nothing to do"):
        undo(store, 2)
    with pytest.raises(PmoError, match="There is no import 9"):
        undo(store, 9)
    undo(store, 1)
    assert projects(store) == {}


def test_an_import_that_comes_late_takes_its_place_in_history(store: Store) -> None:
    bring(store, "list", JANUARY, code=["A", "B"], name=["Ash", "Birch"], approved_budget=[1.0, 2.0])
    bring(store, "list", MARCH, code=["A", "B"], name=["Ash", "Birch"], approved_budget=[1.0, 9.0])
    before = content(store, without=RECORDS)
    bring(store, "list", FEBRUARY, code=["A", "C"], name=["Ash", "Cedar"], approved_budget=[4.0, 7.0])
    assert projects(store, moment(store, 1)) == {"A": 1.0, "B": 2.0}
    assert projects(store, moment(store, 3)) == {"A": 4.0, "C": 7.0}
    assert projects(store, moment(store, 2)) == {"A": 1.0, "B": 9.0}
    assert projects(store) == {"A": 1.0, "B": 9.0}
    undo(store, 3)
    assert content(store, without=RECORDS) == before


def test_replacing_takes_the_place_of_what_the_series_said_though_files_are_called_otherwise(store: Store) -> None:
    codes, names = ["A", "B", "C"], ["Ash", "Birch", "Cedar"]
    bring(store, "portfolio sept", JANUARY, code=codes, name=names)
    october = rows(code=["A"], name=["Ash"])
    assert commit(store, batch("portfolio oct", FEBRUARY, october)).outcomes[0].removed == 0
    replaced = commit(store, batch("portfolio oct", FEBRUARY, october, mode="replace"))
    assert (replaced.outcomes[0].source, replaced.outcomes[0].removed) == ("portfolio sept", 2)
    assert [said.endswith("(portfolio oct.csv).") for said in replaced.already.values()] == [True]
    assert projects(store, field="name") == {"A": "Ash"}


def test_columns_that_the_next_edition_lacks_are_named_with_what_leaves(store: Store) -> None:
    beside = [{"Region": "north", "Cost centre": "7"}, {"Region": "south"}]
    bring(store, "costs", JANUARY, code=["A"], forecast_cost=[9.0])
    first = rows(beside, code=["A", "B"], name=["Ash", "Birch"], manager=["Ada", None], stage=["1", "2"])
    commit(store, batch("list", JANUARY, first))
    second = rows([{"Region": "north"}, None], code=["A", "B"], name=["Ash", "Birch"], sponsor=["Eve", "Eve"])
    (outcome,) = commit(store, batch("list", FEBRUARY, second)).outcomes
    assert [(f.rule, f.message) for f in outcome.findings] == [
        (
            "column_gone",
            "Manager, Stage and Cost centre are no longer given: 4 values that this source gave before leave.",
        )
    ]
    (again,) = commit(store, batch("list", MARCH, second)).outcomes
    assert again.findings == ()


def test_an_edition_older_than_all_others_is_known_by_the_one_after_it(store: Store) -> None:
    bring(store, "majors-2022", MARCH, code=["A", "B"], name=["Ash", "Birch"], approved_budget=[1.0, 2.0])
    before = content(store, without=RECORDS)
    late = bring(store, "majors-2018", JANUARY, code=["A", "Z"], name=["Ash", "Zelkova"], approved_budget=[5.0, 6.0])
    assert late.outcomes[0].source == "majors-2022"
    assert projects(store, moment(store, 2)) == {"A": 5.0, "Z": 6.0}
    assert projects(store) == {"A": 1.0, "B": 2.0}
    undo(store, 2)
    assert content(store, without=RECORDS) == before


def test_the_same_bytes_again_change_nothing_and_say_so(store: Store) -> None:
    january = batch("list", JANUARY, rows(code=["A", "B"], name=["Ash", "Birch"], approved_budget=[1.0, 2.0]))
    commit(store, january)
    bring(store, "list", FEBRUARY, code=["A", "B"], name=["Ash", "Birch"], approved_budget=[1.0, 3.0])
    before = content(store)
    again = commit(store, january)
    assert content(store) == before
    assert (again.snapshot, again.outcomes[0].unchanged) == (None, 2)
    assert "as snapshot 1 (list.csv); nothing to do." in again.already["list.csv"]
    assert preview(store, january) == again


def test_the_same_bytes_after_an_undo_are_imported_anew(store: Store) -> None:
    january = batch("list", JANUARY, rows(code=["A"], name=["Ash"]))
    commit(store, january)
    undo(store, 1)
    assert commit(store, january).snapshots == (2,)
    assert projects(store, field="name") == {"A": "Ash"}


def test_a_file_with_its_own_history_makes_a_snapshot_per_status_date(store: Store) -> None:
    table = rows(code=["A", "B", "A"], name=["Ash", "Birch", "Ash"], approved_budget=[1.0, 2.0, 3.0],
                 status_date=[FEBRUARY, FEBRUARY, JANUARY])  # fmt: skip
    made = commit(store, batch("history", MARCH, table))
    assert made.snapshots == (1, 2)
    assert asked(store, "select status_date from snapshot order by snapshot") == [(JANUARY,), (FEBRUARY,)]
    assert projects(store, moment(store, 1)) == {"A": 3.0}
    assert projects(store, moment(store, 2)) == {"A": 1.0, "B": 2.0}
    undo(store, 1)
    assert projects(store) == {}


def test_a_project_is_the_same_by_code_or_by_name_unless_codes_contradict(store: Store) -> None:
    bring(store, "list", JANUARY, code=[None, "B", "C", "D"], name=["Ash Grove", "Birch", "Cedar", "Dogwood"])
    bring(store, "codes", FEBRUARY, code=["A"], name=["ash-grove"], actual_cost=[1.0])
    bring(store, "other", MARCH, code=["B2"], name=["Birch"])
    found = asked(store, "select project_key, code from project_at(?) order by 1", FOREVER)
    assert found == [("B", "B"), ("B2", "B2"), ("C", "C"), ("D", "D"), ("ash grove", "A")]


def test_references_are_resolved_by_code_or_name_and_unknown_projects_entered(store: Store) -> None:
    bring(store, "list", JANUARY, code=["A"], name=["Ash Grove"])
    plan = rows(code=["T1", "T2", "T3"], name=["x", "y", "z"], project=["a", "ASH GROVE", "Unheard of"])
    made = commit(store, batch("plan", FEBRUARY, plan, entity="task"))
    assert asked(store, "select key, project from task order by 1") == [
        ("A/T1", "A"), ("A/T2", "A"), ("Unheard of/T3", "Unheard of"),
    ]  # fmt: skip
    finding = made.outcomes[0].findings[0]
    assert (finding.rule, finding.row, finding.value) == ("unknown_reference", 4, "Unheard of")
    assert finding.message == "T3: project Unheard of does not exist; it was added with this code only (1 row)."
    assert projects(store, field="name") == {"A": "Ash Grove", "Unheard of": "Unheard of"}
    bring(store, "later", MARCH, code=["A", "U"], name=["Ash Grove", "Unheard Of"])
    assert asked(store, "select code from project_at(?) where project_key = 'Unheard of'", FOREVER) == [("U",)]


def test_a_reference_may_name_a_row_of_the_same_file(store: Store) -> None:
    table = rows(code=["O1", "O2", None], name=["Grow", "Sell more", "Alone"], parent=[None, "grow", "O2"])
    commit(store, batch("aims", JANUARY, table, entity="objective"))
    assert asked(store, "select key, parent from objective order by 1") == [("O1", None), ("O2", "O1"), ("alone", "O2")]


def test_names_that_stand_twice_are_kept_apart_by_a_number(store: Store) -> None:
    made = bring(store, "list", JANUARY, name=["Ash", "Ash", "Birch"])
    assert projects(store, field="name") == {"ash": "Ash", "ash #2": "Ash", "birch": "Birch"}
    assert [f.rule for f in made.outcomes[0].findings] == ["repeated_name"]
    again = bring(store, "list", FEBRUARY, name=["Ash", "Ash", "Birch"])
    assert again.outcomes[0].unchanged == 3


def test_the_second_sheet_of_a_workbook_never_takes_the_place_of_the_first(store: Store) -> None:
    first = rows(code=["A", "B"], name=["Ash", "Birch"])
    second = rows(code=["B", "C"], name=["Birch", "Cedar"])
    book = Batch(
        (FileFacts("book.xlsx", "x", 1),),
        (Delivery("project", first, "book", sheet="North"), Delivery("project", second, "book", sheet="South")),
        date(2026, 1, 1),
    )
    commit(store, book)
    assert sorted(projects(store, field="name")) == ["A", "B", "C"]


def test_a_row_known_by_its_day_is_told_by_its_place(store: Store) -> None:
    bring(store, "list", JANUARY, code=["A"], name=["Ash Grove"])
    hours = rows(project=["A", "A"], person=["Ana", "Ana"], start=[JANUARY, FEBRUARY], planned_hours=[8.0, 6.0])
    made = commit(store, batch("hours", FEBRUARY, hours, entity="assignment"))
    assert made.outcomes[0].findings[0].message == "Row 2: person Ana does not exist (2 rows)."


def test_people_of_whom_no_list_was_imported_are_told_at_once(store: Store) -> None:
    bring(store, "list", JANUARY, code=["A"], name=["Ash Grove"])
    hours = rows(project=["A", "A"], person=["Ana", "Bo"], start=[JANUARY, FEBRUARY], planned_hours=[8.0, 6.0])
    made = commit(store, batch("hours", FEBRUARY, hours, entity="assignment"))
    said = "No list of people is here yet; 2 are known only by what this file calls them (Ana, Bo)."
    assert [f.message for f in made.outcomes[0].findings] == [said]
