"""The commands that ask, explain, look after imports and open the app, on a portfolio of two projects."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest

from pmo_data import serve
from pmo_data.cli import main
from pmo_data.commands import show
from pmo_data.ingest.demo import load_demo
from pmo_data.store.database import Store

HEAD = "code,name,programme,manager,declared_overall,approved_budget,forecast_cost,currency\n"
MONTHS = {
    "2026-10-31": "P1,Bridge,North,Ada,green,100,100,GBP\nP2,Tunnel,South,Ben,red,300,300,GBP\n",
    "2026-11-30": "P1,Bridge,North,Ada,red,100,120,GBP\nP2,Tunnel,South,Ben,red,300,300,GBP\n",
}


def _built(folder: Path) -> str:
    for month, rows in MONTHS.items():
        (folder / "months" / month).mkdir(parents=True)
        (folder / "months" / month / "project.csv").write_text(HEAD + rows, encoding="utf-8")
    with Store.open(folder / "portfolio.duckdb") as store:
        load_demo(store, folder / "months")
    return str(folder / "portfolio.duckdb")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    return _built(tmp_path_factory.mktemp("ask"))


class Said:
    """Runs a command and reads what it said."""

    def __init__(self, capsys: pytest.CaptureFixture[str], database: str) -> None:
        self._capsys, self._database = capsys, database

    def text(self, *words: str, code: int = 0) -> str:
        assert main([*words, "--db", self._database]) == code
        told = self._capsys.readouterr()
        return told.out if code == 0 else told.err

    def json(self, *words: str) -> Any:
        return json.loads(self.text(*words, "--json"))


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str], database: str) -> Said:
    return Said(capsys, database)


def test_every_query_is_described_with_its_parameters_and_columns(said: Said) -> None:
    described = {each["name"]: each for each in said.json("query", "--list")}

    assert "compare_with" in described["movement"]["parameters"]
    assert "budget" in described["portfolio_summary"]["columns"]
    listed = said.text("query").splitlines()
    assert listed[0].split() == ["query", "answers"]
    assert len(listed) == len(described) + 2


def test_a_query_takes_a_date_a_comparison_and_filters(said: Said) -> None:
    told = said.json("query", "portfolio_summary", "--as-of", "2026-10-31", "--programme", "north")
    row = dict(zip(told["columns"], told["rows"][0], strict=True))
    assert (row["projects"], row["red"], row["budget"], told["snapshot"]) == (1, 0, 100.0, 1)

    moved = said.json("query", "movement", "--compare-with", "1")
    at = moved["columns"].index("movement")
    assert {line[moved["columns"].index("name")]: line[at] for line in moved["rows"]}["Bridge"] == "worsened"


def test_a_query_s_rows_are_a_table_and_none_is_a_sentence(said: Said) -> None:
    shown = said.text("query", "projects").splitlines()
    assert [line.split()[0] for line in shown[2:]] == ["P1", "P2"]
    assert said.text("query", "actions") == "No rows.\n"


def test_a_list_in_a_cell_is_a_list_in_json_whether_it_holds_one_name_or_two(said: Said) -> None:
    told = said.json("query", "rating_agreement", "--as-of", "1")

    names = [name for row in told["rows"] for name in row[told["columns"].index("names")]]
    assert sorted(names) == ["Bridge", "Tunnel"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["happiness"], "There is no query 'happiness'."),
        (["imports", "--programme", "X"], "The query 'imports' takes no programmes. It takes: "),
        (["review_items"], "The query 'review_items' also needs: --set review=…"),
        (["movement", "--set", "compare_with=soon"], "'soon' is not a number."),
        (["projects", "--programme", "Nowhere"], "'Nowhere' is none of the programmes in view. There are: "),
        (["projects", "--as-of", "99"], "There is no snapshot 99. There are: 1, 2."),
    ],
)
def test_a_question_that_cannot_be_asked_is_one_sentence(words: list[str], sentence: str, said: Said) -> None:
    assert said.text("query", *words, code=2).startswith(sentence)


def test_parameters_are_read_as_their_types(said: Said) -> None:
    assert said.text("query", "review_items", "--set", "review=R-1") == "No rows.\n"
    told = said.json("query", "portfolio_summary", "--set", "ratings=red,amber")
    assert told["rows"][0][told["columns"].index("projects")] == 2


def test_an_explanation_is_told_in_words(said: Said) -> None:
    text = said.text("explain", "red")

    assert text.startswith("Red: 2, from 2 rows (whole portfolio).\n")
    assert "Snapshot 2." in text
    assert "declared_overall: " in text
    assert "project.csv" in text
    assert "macro worse_rating" in text


def test_an_explanation_of_one_project_and_the_list_of_figures(said: Said) -> None:
    told = said.json("explain", "cost_variance_pct", "--project", "P1")
    assert told["value"] == pytest.approx(20)
    assert [row["name"] for row in told["rows"]] == ["Bridge"]

    assert {"red", "budget", "spi"} <= {each["name"] for each in said.json("explain")}
    assert said.text("explain").splitlines()[0].split() == ["figure", "means"]
    assert said.text("explain", "happiness", code=2).startswith("No figure is named 'happiness'. Known are: projects")


def test_a_long_explanation_says_how_many_rows_are_not_shown(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "months" / "2026-10-31").mkdir(parents=True)
    rows = "".join(f"P{n},Project {n},North,Ada,red,100,100,GBP\n" for n in range(30))
    (tmp_path / "months" / "2026-10-31" / "project.csv").write_text(HEAD + rows, encoding="utf-8")
    with Store.open(tmp_path / "portfolio.duckdb") as store:
        load_demo(store, tmp_path / "months")

    shown = Said(capsys, str(tmp_path / "portfolio.duckdb")).text("explain", "red")
    assert "The first 20 of 30 rows." in shown
    assert shown.count("declared_overall: ") == 5


def test_imports_are_listed_and_the_last_is_taken_back(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    said = Said(capsys, _built(tmp_path))
    numbers = [each["import_id"] for each in said.json("imports")]
    assert "project.csv" in said.text("imports")

    assert said.text("undo", str(min(numbers)), code=2) != ""
    assert (
        said.text("undo", str(max(numbers)))
        == f"Import {max(numbers)} was undone; the portfolio is as it was before.\n"
    )
    undone = said.json("undo", str(min(numbers)))
    assert undone["imports"] == [min(numbers)]
    with Store.open(tmp_path / "empty.duckdb"):
        pass
    nothing = Said(capsys, str(tmp_path / "empty.duckdb"))
    assert nothing.text("imports") == "Nothing was imported yet. `pmo import FILE` takes in the first file.\n"
    assert "Nothing was imported yet." in nothing.text("explain", "projects")


def test_a_backup_says_what_it_holds(said: Said, tmp_path: Path) -> None:
    told = said.json("backup", str(tmp_path / "one"))
    assert Path(told["path"]).exists()
    sentence = said.text("backup", str(tmp_path / "two"))
    assert sentence.startswith(f"Backed up {told['rows']} rows of {told['tables']} tables to ")
    assert sentence.endswith("reopened and summed, it agrees.\n")


def test_where_a_value_is_from_is_a_sentence(said: Said) -> None:
    assert "project.csv" in said.text("origin", "--key", "P1", "--field", "forecast_cost")
    nothing = said.text("origin", "--key", "P1", "--field", "sponsor")
    assert nothing == "Nothing is known of sponsor of P1: no file in force then says anything about it.\n"


@pytest.fixture
def launched(monkeypatch: pytest.MonkeyPatch) -> Mock:
    """The app's server is not started; how it would be is kept."""
    called = Mock(return_value=0)
    monkeypatch.setattr(serve, "launch_app", called)
    return called


def test_the_app_is_opened_on_the_store_that_is_named(launched: Mock, database: str) -> None:
    assert main(["app", "--port", "8123", "--headless", "--db", database]) == 0
    launched.assert_called_once_with(port=8123, db=Path(database), headless=True)


def test_the_demo_is_loaded_told_and_opened(
    launched: Mock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(show, "ensure_demo", Mock(return_value=12))
    said = Said(capsys, str(tmp_path / "demo.duckdb"))

    assert said.json("demo") == {"db": str(tmp_path / "demo.duckdb"), "snapshots": 12}
    launched.assert_not_called()
    assert said.text("demo", "--open").endswith("demo.duckdb: 12 monthly snapshots.\n")
    launched.assert_called_once_with(db=tmp_path / "demo.duckdb")


def test_the_month_is_told_in_prose_since_the_status_date_before(said: Said) -> None:
    told = said.json("narrative", "--programme", "north")
    sentences = [clause["text"] for clause in told["clauses"]]
    assert (told["snapshot"], told["scope"]) == (2, "programmes: North")
    assert "1 project got worse: Bridge (green to red)." in sentences
    assert "The forecast rose by £20: continuing projects +£20." in sentences

    text = said.text("narrative")
    assert text.startswith("What moved\n2 projects are open with £400 of budget, forecast 5 % over it; 2 red.")
    assert "What drove it\n" in text


def test_a_month_of_nothing_is_a_sentence(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with Store.open(tmp_path / "empty.duckdb"):
        pass
    assert Said(capsys, str(tmp_path / "empty.duckdb")).text("narrative").startswith("Nothing is known of this part")
