"""`pmo pack`: the form by option or ending, filters by name, refusals in one sentence."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from pmo_data.cli import main
from pmo_data.ingest.demo import load_demo
from pmo_data.ingest.who import whoami
from pmo_data.store.database import Store
from pmo_data.studies.views import keep_view

PROJECTS = """code,name,programme,approved_budget,forecast_cost,currency
P1,Bridge,North,100,120,GBP
P2,Tunnel,South,300,300,GBP
"""


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("pack")
    month = folder / "months" / "2026-11-30"
    month.mkdir(parents=True)
    (month / "project.csv").write_text(PROJECTS, encoding="utf-8")
    path: Path = folder / "portfolio.duckdb"
    with Store.open(path) as store:
        load_demo(store, folder / "months")
    return str(path)


STARTS = {"pptx": b"PK", "xlsx": b"PK", "pdf": b"%PDF", "html": b"<!doctype html>", "ics": b"BEGIN:VCALENDAR"}


@pytest.mark.parametrize("form", STARTS)
def test_each_form_is_written_and_named_in_json(
    form: str, database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / f"review.{form}"

    assert main(["pack", "--out", str(out), "--json", "--db", database]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["format"], said["bytes"]) == (form, out.stat().st_size)
    assert out.read_bytes().startswith(STARTS[form])


def test_a_filter_by_name_narrows_the_workbook(database: str, tmp_path: Path) -> None:
    out = tmp_path / "north.xlsx"

    assert main(["pack", "--out", str(out), "--programme", "north", "--db", database]) == 0
    projects = openpyxl.load_workbook(out)["Projects"]
    assert [row[1].value for row in projects] == ["Project", "Bridge"]


def test_one_project_can_be_taken_away(database: str, tmp_path: Path) -> None:
    out = tmp_path / "bridge.html"

    assert main(["pack", "--out", str(out), "--project", "Bridge", "--db", database]) == 0
    assert "<h1>Bridge</h1>" in out.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--out", "x.doc"], "Say which form with --format"),
        (
            ["--format", "pdf", "--programme", "West"],
            "'West' is none of the programmes in view. There are: North, South",
        ),
        (["--format", "pdf", "--project", "Oak"], "'Oak' is no project here"),
        (["--format", "xlsx", "--template", "house.pptx"], "A template is for the PowerPoint form"),
        (["--format", "pptx", "--template", "nowhere.pptx"], "The template nowhere.pptx could not be read"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    arguments: list[str], sentence: str, database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["pack", *arguments, "--db", database]) == 2
    assert sentence in capsys.readouterr().err


def test_a_kept_view_is_taken_away_as_its_page_shows_it(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Store.open(database) as store:
        code = keep_view(store, "Southern", "money", "grain=year&programmes=South&as_of=1", who=whoami())
        keep_view(store, "Bridge alone", "project", "project=P1", who=whoami())
        keep_view(store, "bridge ALONE", "project", "project=P1", who=whoami())
    for said in ("southern", code):
        assert main(["pack", "--out", str(tmp_path / "v.xlsx"), "--view", said, "--db", database]) == 0
        projects = openpyxl.load_workbook(tmp_path / "v.xlsx")["Projects"]
        assert [row[1].value for row in projects] == ["Project", "Tunnel"]
    capsys.readouterr()

    for words, sentence in (
        (["--view", "Western"], "There is no view 'Western'. There are: "),
        (["--view", "Bridge alone"], "2 views are named 'Bridge alone'."),
        (["--view", "Southern", "--programme", "North"], "A view is all of its filters"),
    ):
        assert main(["pack", "--out", str(tmp_path / "v.xlsx"), *words, "--db", database]) == 2
        assert sentence in capsys.readouterr().err


def test_a_view_of_one_project_is_a_page_of_it(database: str, tmp_path: Path) -> None:
    with Store.open(database) as store:
        keep_view(store, "Tunnel only", "project", "project=P2", who="somebody else", shared=True)
    out = tmp_path / "tunnel.html"

    assert main(["pack", "--out", str(out), "--view", "Tunnel only", "--db", database]) == 0
    assert "<h1>Tunnel</h1>" in out.read_text(encoding="utf-8")
