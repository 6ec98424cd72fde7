"""Columns of money and numbers: one decimal mark and unit, per column, and no text ever a number."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_data.ingest.typing.numbers import header_currency, header_unit
from tests.ingest.typing.sheets import typed


def money(*texts: str | None, header: str = "Budget", **more: object) -> list[Decimal | None]:
    values: list[Decimal | None] = typed("project", "approved_budget", texts, header, **more).values.to_pylist()
    return values


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("£1.90m", "1900000"), ("(1,000)", "-1000"), ("($500)", "-500"), ("500-", "-500"), ("−700", "-700"),
        ("1.234.567,89", "1234567.89"), ("1,234,567.89", "1234567.89"), ("300,000 CHF", "300000"),
        ("2.306 ($m)", "2306000"), ("$ 2,400", "2400"), ("-£120.11m", "-120110000"), ("5k", "5000"),
        ("1.2bn", "1200000000"), ("3 Mio", "3000000"), ("CHF 1’000", "1000"), ("1 234,5", "1234.5"),
        ("١٢٣٤", "1234"), ("１２３４", "1234"), ("12,34,567", "1234567"), ("1E5", "100000"), ("nil", "0"),
        ("€1.000", "1000"), ("5 (£'000)", "5000"), ("2066075.5899999999", "2066075.59"),
    ],
)  # fmt: skip
def test_an_amount_is_read_with_its_sign_unit_and_marks(text: str, amount: str) -> None:
    assert money(text) == [Decimal(amount)]


@pytest.mark.parametrize(
    "text", ["1_000", "abc", "12-34", "5/02/2016", "T1", "Exempt under Section 43", "36:00:00", "1,2,3", "50%", "D7"]
)
def test_what_is_not_an_amount_stays_a_text_beside_an_empty_value(text: str) -> None:
    found = typed("project", "approved_budget", [text, "100"])
    assert found.values.to_pylist() == [None, Decimal(100)]
    assert found.original.to_pylist() == [text, None]
    assert found.absent[0].as_py() in ("unreadable", "withheld")


@pytest.mark.parametrize(
    ("header", "unit", "currency"),
    [
        ("Whole life cost (£m)", 10**6, "GBP"), ("Budget $000", 1000, "USD"), ("Cost in millions", 10**6, None),
        ("k€", 1000, "EUR"), ("2013/2014 Budget (£million)", 10**6, "GBP"), ("Budget (EUR)", 1, "EUR"),
        ("Budget", 1, None), ("Amount (USD bn)", 10**9, "USD"), ("£'000", 1000, "GBP"), ("Milestone cost", 1, None),
    ],
)  # fmt: skip
def test_a_header_states_unit_and_currency(header: str, unit: int, currency: str | None) -> None:
    assert (header_unit(header), header_currency(header)) == (unit, currency)


def test_a_column_in_millions_is_kept_in_base_units_unless_a_cell_names_its_own() -> None:
    assert money("278", "£1.90m", header="Cost (£m)") == [Decimal("278000000"), Decimal("1900000")]


def test_an_undecided_separator_is_read_as_the_column_proves() -> None:
    assert money("1.234", "5.678,90") == [Decimal("1234"), Decimal("5678.90")]
    assert money("1.234", "5.67") == [Decimal("1.23"), Decimal("5.67")]
    assert money("1,234", "5,67") == [Decimal("1.23"), Decimal("5.67")]


def test_an_undecided_separator_is_read_as_its_neighbours_prove_or_said_to_be_open() -> None:
    assert money("1.234", siblings={"decimal": ","}) == [Decimal("1234")]
    alone = typed("project", "approved_budget", ["1.234"])
    assert "decimal_mark_ambiguous" in {p.rule for p in alone.problems}


def test_round_amounts_with_a_point_are_thousands_and_every_column_of_such_is_asked_about() -> None:
    found = typed("project", "approved_budget", ["80.000", "120.000"])
    assert found.values.to_pylist() == [Decimal("80000"), Decimal("120000")]
    assert "decimal_mark_ambiguous" in {p.rule for p in found.problems}
    assert money("1.500", "2.750", header="Budget (EUR)") == [Decimal("1500"), Decimal("2750")]
    assert money("80.000", "1.500", header="Cost (£m)") == [Decimal("80000000"), Decimal("1500000")]
    assert "decimal_mark_ambiguous" in {p.rule for p in typed("project", "approved_budget", ["1.500"]).problems}


def test_a_cell_against_the_columns_mark_is_read_by_itself_and_reported() -> None:
    found = typed("project", "approved_budget", ["1.234.567,89", "100000.50", "200000.50"])
    assert found.values[0].as_py() == Decimal("1234567.89")
    assert "decimal_mark_mixed" in {p.rule for p in found.problems}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("N/A", "not available"), ("NaN", "not available"), ("-inf", "not available"), ("-", "not available"),
        ("TBC", "to be confirmed"), ("?", "to be confirmed"), ("not applicable", "not applicable"),
        ("Exempt under Section 43 of the Freedom of Information Act 2000", "withheld"), ("**", "withheld"),
        ("redacted", "withheld"), ("#REF!", "unreadable"), ("#N/A", "not available"),
    ],
)  # fmt: skip
def test_absences_are_of_their_own_kind_and_never_zero(text: str, why: str) -> None:
    found = typed("project", "approved_budget", [text])
    assert found.values.to_pylist() == [None]
    assert found.absent.to_pylist() == [why]
    assert found.original.to_pylist() == [text]


def test_mixed_currencies_are_kept_per_row_and_warned_of() -> None:
    found = typed("project", "approved_budget", ["$1,000", "€1.000", "£1000", "1000 USD", "CHF 1’000"])
    assert found.currency.to_pylist() == ["USD", "EUR", "GBP", "USD", "CHF"]
    assert "4 currencies" in next(p.summary for p in found.problems if p.rule == "currencies_mixed")


def test_amounts_beyond_the_stores_range_are_said_to_be_too_large() -> None:
    found = typed("project", "approved_budget", ["1" + "0" * 17])
    assert found.values.to_pylist() == [None]
    assert {p.rule for p in found.problems} == {"amount_too_large"}


@pytest.mark.parametrize(("text", "days"), [("5 days", 5), ("2 wks", 10), ("16 hrs", 2), ("3d?", 3), ("1.5", 1.5)])
def test_durations_are_working_days(text: str, days: float) -> None:
    assert typed("task", "duration_days", [text]).values.to_pylist() == [days]


@given(st.lists(st.decimals(-(10**12), 10**12, places=2), min_size=1, max_size=20))
def test_amounts_in_the_european_way_come_back_to_the_cent(amounts: list[Decimal]) -> None:
    swap = str.maketrans(",.", ".,")
    texts = [f"{a:,.2f}".translate(swap) for a in amounts]
    assert money(*texts) == amounts


def test_a_fraction_among_whole_per_cents_is_doubted_aloud() -> None:
    found = typed("project", "percent_complete", ["45%", "0.8", "12", "100", "0"], "% done")
    assert found.values.to_pylist() == [45.0, 0.8, 12.0, 100.0, 0.0]
    assert [p.summary for p in found.problems] == [
        "% done: 1 value is below 1 (0.8) and read as less than 1 %, because others go to 100."
    ]
    assert typed("project", "percent_complete", ["45%", "0.5%"], "% done").problems == ()


def test_progress_drawn_as_discs_is_read_in_quarters() -> None:
    found = typed("project", "percent_complete", ["○", "◔", "◑", "◕", "●", None])
    assert found.values.to_pylist() == [0.0, 25.0, 50.0, 75.0, 100.0, None]
    assert found.original.to_pylist() == ["○", "◔", "◑", "◕", "●", None]
