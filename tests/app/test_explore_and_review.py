"""Explore and Review inside their frame: a question in the address is answered, a refusal is one sentence."""

from __future__ import annotations

from tests.app.conftest import OpenPage


def test_a_statement_in_the_address_is_answered(open_page: OpenPage) -> None:
    page = open_page("explore", {"sql": "select count(*) as projects from projects"}, seconds=60)
    for _ in range(20):
        if page.dataframe:
            break
        page.run()

    assert not page.exception
    assert page.dataframe[0].value["projects"].tolist() == [60]


def test_a_hostile_statement_is_refused_in_a_sentence_without_a_path(open_page: OpenPage) -> None:
    page = open_page("explore", {"sql": "select * from read_csv('/etc/passwd')"}, seconds=60)
    for _ in range(20):
        if page.error:
            break
        page.run()

    assert not page.exception
    assert len(page.error) == 1
    assert "not available here" in page.error[0].value
    assert "passwd" not in page.error[0].value


def test_the_builder_counts_the_demo_s_projects(open_page: OpenPage) -> None:
    page = open_page("explore", {"explore_way": "Builder"}, seconds=60)
    for _ in range(20):
        if page.dataframe:
            break
        page.run()

    assert not page.exception
    assert page.dataframe[0].value["rows"].tolist() == [60]


def test_a_review_starts_from_the_snapshot_in_the_sidebar(open_page: OpenPage) -> None:
    page = open_page("review", seconds=60)

    assert not page.exception
    assert page.text_input[0].label == "Name of the review"
