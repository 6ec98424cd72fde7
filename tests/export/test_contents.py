"""What a pack holds is what the queries answer: hand-worked literals, and equality with the answers on the page."""

from __future__ import annotations

from datetime import date

import pytest

from pmo_data.domain.errors import QueryError
from pmo_data.domain.scope import Scope
from pmo_data.export.pack import gather
from pmo_data.export.pack.content import Pack
from pmo_data.queries.money import MoneyByProject
from pmo_data.queries.overview import Attention, PortfolioSummary
from pmo_data.store.database import Store
from pmo_data.store.snapshots import snapshots
from tests.export.conftest import AT


def test_the_totals_are_the_sums_worked_out_by_hand(pack: Pack) -> None:
    # Ash 100, Birch 200, Cedar 300 (whole life), Elm 50 thousand; Dogwood's dollars no rate converts.
    assert pack.totals["budget"] == 650_000
    # Ash +5, Birch +50, Elm 0 thousand.
    assert pack.totals["cost_variance"] == 55_000
    # Ash: 30 earned of 60 planned for 40 spent.
    assert (pack.totals["spi"], pack.totals["cpi"]) == (0.5, 0.75)
    assert {f.label: f.value for f in pack.figures}["Budget"] == "€650k"


def test_what_needs_attention_is_the_pages_answer_in_its_order(pack: Pack, store: Store, january_scope: Scope) -> None:
    answer = store.fetch(Attention.of(january_scope)).drop_duplicates("project")

    assert pack.table("attention").column("name") == list(answer["name"])
    assert pack.table("attention").column("reason") == list(answer["reason"])


def test_the_projects_carry_money_of_one_query_and_dates_of_another(
    pack: Pack, store: Store, january_scope: Scope
) -> None:
    money = store.fetch(MoneyByProject.of(january_scope)).set_index("name")["cost_variance"].dropna()
    listed = pack.table("projects")
    found = dict(zip(listed.column("name"), listed.column("cost_variance"), strict=True))

    assert {name: value for name, value in found.items() if value is not None} == dict(money.astype(float))
    # Ash: 10 February against 1 January is 40 days; Elm ended on its day; Cedar has no dates.
    slips = dict(zip(listed.column("name"), listed.column("slip_days"), strict=True))
    assert (slips["Ash"], slips["Elm"], slips["Cedar"]) == (40.0, 0.0, None)


def test_ratings_stand_declared_above_derived(pack: Pack) -> None:
    chart = pack.chart("ratings")
    counted = {series.name: series.values for series in chart.series}

    assert chart.categories == ("Declared", "Derived")
    assert counted["● Green"][0] == 2  # Ash and Elm
    assert counted["▲ Amber"][0] == counted["■ Red"][0] == 1  # Birch; Dogwood
    assert all(sum(series.values[i] or 0 for series in chart.series) == 5 for i in (0, 1))


def test_the_s_curve_is_cumulative_and_ends_where_nothing_is_known(pack: Pack) -> None:
    lines = {series.name: series.values for series in pack.chart("curve").series}

    assert lines["Planned"][0] == 60_000
    assert lines["Planned"][-1] == 100_000
    assert (lines["Earned"][0], lines["Earned"][-1]) == (30_000, None)


def test_movement_is_told_only_where_two_dates_are_compared(pack: Pack, compared: Pack) -> None:
    assert "moved" not in {table.key for table in pack.tables}
    assert "Ash" in compared.table("moved").column("name")
    assert "compared with 31 Jan 2026" in compared.stamp.footer


def test_a_filter_narrows_the_numbers_and_is_named_in_the_footer(store: Store, january_scope: Scope) -> None:
    scope = Scope(january_scope.as_of, programmes=_programme(store, "North"))
    narrowed = gather.one_page(store.fetch, scope, gather.stamp(store.fetch, scope, snapshots(store), "Ada", AT), "P")

    assert narrowed.totals["projects"] == 2
    assert "programmes: North" in narrowed.stamp.footer


def _programme(store: Store, name: str) -> tuple[str, ...]:
    from pmo_data.queries.overview import FilterChoices

    rows = store.fetch(FilterChoices())
    return tuple(rows.loc[(rows["filter"] == "programmes") & (rows["label"] == name), "value"])


def test_one_project_is_found_by_key_code_or_name_and_its_own_rows_only(store: Store, january_scope: Scope) -> None:
    stamped = gather.stamp(store.fetch, january_scope, snapshots(store), "Ada", AT)
    page = gather.project_page(store.fetch, january_scope, stamped, "ash")

    assert page.title == "Ash"
    assert {f.label: f.value for f in page.figures}["Days late"] == "40"
    assert set(page.table("milestones").column("project_name")) == {"Ash"}
    with pytest.raises(QueryError, match="'Oak' is no project here"):
        gather.project_page(store.fetch, january_scope, stamped, "Oak")


def test_before_the_first_snapshot_there_is_nothing_to_take_away(store: Store) -> None:
    from pmo_data.domain.moments import end_of_day

    with pytest.raises(QueryError, match="nothing to take away"):
        gather.stamp(store.fetch, Scope(end_of_day(date(2020, 1, 1))), snapshots(store), "Ada", AT)


def test_summary_figures_equal_the_overviews(pack: Pack, store: Store, january_scope: Scope) -> None:
    now = store.fetch(PortfolioSummary.of(january_scope)).iloc[0]

    assert {f.label: f.value for f in pack.figures}["Projects"] == str(now["projects"]) == "5"
    assert {f.label: f.known for f in pack.figures}["Budget"] == "known 4 of 5"
