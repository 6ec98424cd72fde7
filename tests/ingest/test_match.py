"""Values matched: names that may be one, words nobody knows, cells mended by hand, findings put together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_data.ingest.asked import word_questions
from pmo_data.ingest.batch import Request, import_files, remember
from pmo_data.ingest.check.groups import groups
from pmo_data.ingest.match.names import clusters, likeliest, same_body, same_person
from pmo_data.ingest.match.similar import similar_names
from pmo_data.ingest.match.values import value_questions
from pmo_data.ingest.plan import PreparedFile
from pmo_data.ingest.prepare import Options, prepare_file
from pmo_data.store.connection import MEMORY
from pmo_data.store.database import Store
from pmo_data.store.delivery import Finding
from pmo_data.store.memory import recall

LIST = (
    "project id,project name,project manager,department,rag status,budget,start date\n"
    "P1,Harbour,\"Smith, John\",Roads and Bridges,Grün,100,2026-01-05\n"
    "P2,Tunnel,J. Smith,Roads & Bridges,Amber,200,2026-01-06\n"
    "P3,Bridge,John Smith,Housing,Purple,n/k,2026-01-07\n"
    "P4,Depot,Jane Doe,Housing,Green,400,soon\n"
)  # fmt: skip


def _read(text: str = LIST, **decided: object) -> PreparedFile:
    return prepare_file(text.encode(), "list.csv", options=Options(**decided))


@pytest.mark.parametrize(
    ("one", "other"),
    [("J. Smith", "Smith, John"), ("Dr John Smith", "john SMITH"), ("John Smith", "Jon Smith"), ("Smith J", "J Smith")],
)
def test_spellings_of_one_person_are_seen(one: str, other: str) -> None:
    assert same_person(one, other)
    assert same_person(other, one)


@pytest.mark.parametrize(
    ("one", "other"), [("John Smith", "Jane Smith"), ("John Smith", "John Smythe-Jones"), ("Smith", "John Smith")]
)
def test_two_people_are_two(one: str, other: str) -> None:
    assert not same_person(one, other)


def test_organisations_are_one_by_their_words_and_never_across_numbers() -> None:
    assert same_body("Roads & Bridges", "Bridges and Roads Ltd")
    assert same_body("Northern Line Extension", "Northern Line Extention")
    assert not same_body("Phase 2", "Phase 3")
    assert not same_body("School A", "School B")


def test_an_initial_that_fits_two_people_is_put_to_neither() -> None:
    found = clusters({"John Smith": 3, "James Smith": 2, "J. Smith": 1}, people=True)
    assert found == []


@given(st.lists(st.text(alphabet="abc .,", min_size=1, max_size=12), max_size=12))
def test_no_name_is_in_two_groups_and_none_is_invented(names: list[str]) -> None:
    counts = dict.fromkeys(names, 1)
    grouped = [name for group in clusters(counts, people=True) for name in group]
    assert len(grouped) == len(set(grouped))
    assert set(grouped) <= set(names)


def test_the_likeliest_known_names_come_first() -> None:
    known = ["Harbour upgrade", "Harbour Upgrade Phase 2", "Tunnel"]
    assert likeliest("Harbor upgrade", known, people=False)[0] == "Harbour upgrade"


def test_unknown_words_and_like_names_are_asked_with_counts() -> None:
    table = _read().tables[0]
    (rating,) = word_questions(table, {})
    assert [(w.text, w.rows) for w in rating.words if w.value is None] == [("Purple", 1)]
    assert "amber" in rating.values
    asked = {q.field: q for q in value_questions(table)}
    people = asked["manager"]
    assert people.kind == "person"
    assert set(people.suggestions) == {"J. Smith", "Smith, John"} or set(people.suggestions) == {
        "J. Smith",
        "John Smith",
    }
    assert asked["department"].kind == "organisation"


def test_answers_are_taken_keep_the_files_own_text_and_ask_no_more() -> None:
    answers = {
        "values": {
            "rag status": {"Purple": "red"},
            "project manager": {"J. Smith": "John Smith", "Smith, John": "John Smith"},
        }
    }
    table = _read(answers=answers).tables[0]
    lines = {line["code"]: line for line in table.rows.to_pylist()}
    assert [lines[c]["manager"] for c in ("P1", "P2", "P3")] == ["John Smith"] * 3
    assert lines["P3"]["declared_overall"] == "red"
    assert dict(lines["P2"]["original"])["manager"] == "J. Smith"
    assert {q.field for q in value_questions(table)} == {"department"}


def test_answers_are_remembered_with_the_source_and_asked_only_once() -> None:
    with Store.open(MEMORY) as store:
        read = _read(answers={"values": {"rag status": {"Purple": "red"}}})
        import_files(store, Request((), status_date=None), [read])
        remember(store, [read])
        again = _read(LIST.replace("P4,", "P5,"), memory=recall(store)).tables[0]
    lines = {line["code"]: line["declared_overall"] for line in again.rows.to_pylist()}
    assert lines["P3"] == "red"


def test_names_that_somebody_kept_apart_are_not_asked_about_again_next_month() -> None:
    apart = {"values": {"project manager": {"J. Smith": "J. Smith", "Smith, John": "Smith, John"}}}
    with Store.open(MEMORY) as store:
        read = _read(answers=apart)
        assert {q.field for q in value_questions(read.tables[0])} == {"department"}
        import_files(store, Request((), status_date=None), [read])
        remember(store, [read])
        again = _read(LIST.replace("P4,", "P5,"), memory=recall(store))
        assert {q.field for q in value_questions(again.tables[0])} == {"department"}
        assert [a for a in similar_names(store, [again]) if a.field == "manager"] == []
    assert again.tables[0].rows.column("manager").to_pylist()[:2] == ["Smith, John", "J. Smith"]


def test_a_new_spelling_of_a_known_project_is_asked_and_an_own_id_is_not() -> None:
    with Store.open(MEMORY) as store:
        import_files(store, Request(()), [_read()])
        named = prepare_file(b"project name,budget\nHarbor,5\nDepot,6\nAirport,7\n", "costs.csv")
        with_ids = prepare_file(b"project id,project name,budget\nX9,Harbor,5\n", "costs.csv")
        asked = similar_names(store, [named])
        assert [(a.text, a.candidates) for a in asked] == [("Harbor", ("Harbour",))]
        assert similar_names(store, [with_ids]) == []


def test_a_known_project_that_comes_with_another_id_is_asked_and_goes_on_under_the_known_one() -> None:
    text = "project id,project name,project manager,budget\nP-1,Harbour,Jo,9\n P2 ,Quay,Jo,5\n"
    with Store.open(MEMORY) as store:
        import_files(store, Request(()), [_read()])
        (asked,) = [a for a in similar_names(store, [_read(text)]) if a.field == "code"]
        assert (asked.column, asked.text, asked.candidates) == ("project id", "P-1", ("P1",))
        assert asked.sentence == "project id: is “P-1” the same as “P1”, which is known and called Harbour too?"
        answered = _read(text, answers={"values": {"project id": {"P-1": "P1"}}})
        assert answered.tables[0].rows.column("code").to_pylist() == ["P1", "P2"]
        assert [a for a in similar_names(store, [answered]) if a.field == "code"] == []
        held = _read(text + "P 1,Harbour,Jo,1\n")
        assert [a for a in similar_names(store, [held]) if a.field == "code"] == []


def test_a_cell_mended_by_hand_is_read_anew_and_keeps_what_stood_there() -> None:
    before = _read().tables[0]
    assert before.rows.column("forecast_start").null_count == 1
    table = _read(answers={"cells": {"G5": "2026-03-04", "F4": "300"}}).tables[0]
    lines = {line["code"]: line for line in table.rows.to_pylist()}
    assert str(lines["P4"]["forecast_start"]) == "2026-03-04"
    assert lines["P3"]["approved_budget"] == 300
    assert dict(lines["P4"]["original"])["forecast_start"] == "soon"
    assert "2 cells were mended by hand; what stood there is kept." in [f.message for f in table.findings]


def test_a_mended_cell_that_is_not_in_the_file_is_refused_in_a_sentence() -> None:
    assert _read(answers={"cells": {"Z99": "1"}}).refused == (
        "There is no cell Z99 in list.csv: it lies outside the sheet's cells."
    )


def test_findings_of_a_kind_are_one_group_with_their_rows_and_mend() -> None:
    found = [
        Finding("value_unknown", "warning", "RAG: 2 values were not recognised.", column="RAG", fix="Say what."),
        Finding("value_unknown", "warning", "RAG: x.", 4, "RAG"),
        Finding("value_unknown", "warning", "RAG: y.", 7, "RAG"),
        Finding("required_missing", "error", "Row 9 has no name; the row is held back.", 9, "Name"),
    ]
    first, second = groups(found)
    assert (first.rule, first.severity, first.rows) == ("required_missing", "error", (9,))
    assert (second.count, second.where, second.fix) == (2, "rows 4, 7", "Say what.")
    assert second.message == "RAG: 2 values were not recognised."


def test_every_finding_of_a_file_is_in_exactly_one_group() -> None:
    findings = _read().tables[0].findings
    assert sorted(f.message for g in groups(findings) for f in g.findings) == sorted(f.message for f in findings)
