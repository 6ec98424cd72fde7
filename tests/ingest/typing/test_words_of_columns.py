"""Percentages, scales, choices, flags, texts and ids: each decided for the whole column."""

from __future__ import annotations

import pytest

from pmo_data.ingest.typing.links import Link, read_links
from tests.ingest.typing.sheets import typed


@pytest.mark.parametrize(
    ("texts", "values"),
    [
        (["45", "100", "0"], [45, 100, 0]),
        (["0.45", "1", "0"], [45, 100, 0]),
        (["45%", "5 %"], [45, 5]),
        (["100.0001", "50"], [100, 50]),
        (["150", "-10", "40%", "abc"], [None, None, 40, None]),
    ],
)
def test_percentages_have_one_scale_per_column(texts: list[str], values: list[float | None]) -> None:
    assert typed("task", "percent_complete", texts).values.to_pylist() == values


def test_numbers_shown_as_per_cent_by_the_spreadsheet_are_fractions() -> None:
    assert typed("task", "percent_complete", ["1", "0.5"], percents=True).values.to_pylist() == [100, 50]


def test_ones_and_noughts_are_a_guess_that_is_said() -> None:
    found = typed("task", "percent_complete", ["1", "0"])
    assert found.values.to_pylist() == [100, 0]
    assert [p.rule for p in found.problems] == ["percent_scale_guessed"]


@pytest.mark.parametrize(
    ("texts", "values"),
    [
        (["1", "5"], [1, 5]),
        (["Low (2)", "High (4)"], [2, 4]),
        (["3 (High)", "1 (Low)", "2 (Medium)"], [5, 1, 3]),
        (["1 - High", "3 - Low", "2 - Medium"], [5, 1, 3]),
        (["Very low", "Almost certain", "Moderate"], [1, 5, 3]),
        (["IV", "ii"], [4, 2]),
        (["80%", "15%"], [4, 1]),
        (["10", "8", "2"], [5, 4, 1]),
        (["5", "9", "0.9"], [5, None, None]),
        (["2-Moderate", "4-Severe", "1-Low", "3-Major"], [3, 5, 2, 4]),
        (["2-Low", "5-Very high", "3-Medium"], [2, 5, 3]),
    ],
)
def test_scales_become_one_to_five_only_where_the_column_proves_how(
    texts: list[str], values: list[float | None]
) -> None:
    assert typed("risk", "probability", texts).values.to_pylist() == values


def test_high_numbers_that_change_the_reading_of_a_whole_scale_are_said() -> None:
    found = typed("risk", "probability", ["3", "9", "2", "1"])
    assert found.values.to_pylist() == [2, 5, 1, 1]
    assert [(p.rule, p.positions.tolist(), p.summary.partition(": ")[2]) for p in found.problems] == [
        ("scale_widened", [1], "1 value above 5 (9); the whole column is read as steps of 1 to 10, brought to 1 to 5.")
    ]


def test_ratings_are_known_in_any_spelling_and_by_symbol() -> None:
    texts = ["GREEN", "grün", "on track", "R", "⚠️ amber", "🟢", "Amber/ Red", "amber-green"]
    found = typed("project", "declared_overall", texts)
    expected = ["green", "green", "green", "red", "amber", "green", "amber_red", "amber_green"]
    assert found.values.to_pylist() == expected


def test_unknown_words_are_counted_by_word_and_kept_as_text() -> None:
    found = typed("task", "status", ["Done", "Chronicle", "Chronicle", "Purple"])
    assert found.values.to_pylist() == ["completed", None, None, None]
    assert found.original.to_pylist() == ["Done", "Chronicle", "Chronicle", "Purple"]
    summary, *words = [p.summary for p in found.problems]
    assert "3 values were not recognised (Chronicle 2×, Purple)" in summary
    assert len(words) == 2


def test_the_analysts_answers_give_words_their_meaning() -> None:
    found = typed("task", "status", ["Chronicle"], format={"values": {"chronicle": "completed"}})
    assert found.values.to_pylist() == ["completed"]


def test_marks_mean_yes_and_blanks_beside_them_no() -> None:
    assert typed("project", "mandatory", ["x", None]).values.to_pylist() == [True, False]
    assert typed("project", "mandatory", ["ja", "Nein", None]).values.to_pylist() == [True, False, None]


@pytest.mark.parametrize("name", ["NA", "null", "None", "TRUE", "nan", "-", "TBC", "=1+1", "#N/A?"])
def test_words_of_absence_are_names_in_a_column_of_names(name: str) -> None:
    found = typed("project", "name", [name])
    assert found.values.to_pylist() == [name]
    assert found.absent is None


@pytest.mark.parametrize("code", ["1E5", "00E1", "2025-01", "1-2", "1/2", "MAR1", "007"])
def test_ids_are_kept_to_the_letter(code: str) -> None:
    assert typed("project", "code", [code]).values.to_pylist() == [code]


def test_ids_that_excel_has_shortened_are_pointed_out() -> None:
    found = typed("project", "code", ["1.23E+15", "P1"])
    assert found.values.to_pylist() == ["1.23E+15", "P1"]
    assert [p.rule for p in found.problems] == ["id_damaged"]


def test_invisible_characters_go_and_the_joined_family_stays() -> None:
    found = typed("project", "name", ["\u202egnp.exe", "a\u200bb\ufeff", "👩\u200d👩\u200d👧 Family", " padded "])
    assert found.values.to_pylist() == ["gnp.exe", "ab", "👩\u200d👩\u200d👧 Family", "padded"]
    assert found.original.to_pylist() == ["\u202egnp.exe", "a\u200bb\ufeff", None, None]


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("T1FS+2 days", [Link("T1", "FS", 2)]),
        ("1;2", [Link("1"), Link("2")]),
        ("T1,T2", [Link("T1"), Link("T2")]),
        ("12FS-3d", [Link("12", "FS", -3)]),
        ("5SS+50%", [Link("5", "SS", 0, 0.5)]),
        ("7FF+1 wk\n8SF", [Link("7", "FF", 5), Link("8", "SF")]),
        ("LDM-503-12, COMC-0020", [Link("LDM-503-12"), Link("COMC-0020")]),
        ("CLASS", [Link("CLASS")]),
        ("2 1d", [Link("2", "FS", 1)]),
        ("5EA+4h", [Link("5", "FS", 0.5)]),
        ("-", []),
    ],
)
def test_lists_of_predecessors_are_read_as_planning_tools_write_them(text: str, links: list[Link]) -> None:
    assert read_links(text) == (links, [])


def test_an_item_that_is_an_id_is_never_split() -> None:
    assert read_links("STEP 1SS", frozenset({"step1ss"})) == ([Link("STEP 1SS")], [])
    assert read_links("12FS+3furlongs") == ([], ["12FS+3furlongs"])


@pytest.mark.parametrize(("entity", "field"), [("task", "percent_complete"), ("risk", "probability")])
def test_not_a_number_is_no_percentage_and_no_step_of_a_scale(entity: str, field: str) -> None:
    found = typed(entity, field, ["NaN", "3", "4"])
    assert found.values.to_pylist() == [None, 3, 4]
    assert found.absent.to_pylist() == ["not available", None, None]


def test_ratings_are_read_in_other_languages_and_a_white_light_is_not_assessed() -> None:
    texts = ["groen", "Grön", "amarelo", "GIALLO", "rood", "czerwony", "⚪", "🟢"]
    expected = ["green", "green", "amber", "amber", "red", "red", "unknown", "green"]
    assert typed("project", "declared_overall", texts).values.to_pylist() == expected


def test_a_conditional_go_is_a_gate_passed_with_conditions() -> None:
    assert typed("gate", "outcome", ["Conditional go", "Go"]).values.to_pylist() == ["passed with conditions", "passed"]
