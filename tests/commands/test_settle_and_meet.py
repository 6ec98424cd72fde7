"""What the pages of oversight write, by console: settings, decisions, actions, reviews and views; and a slip asked."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from pmo_data.cli import main
from pmo_data.ingest.demo import load_demo
from pmo_data.store.database import Store

MONTH = {
    "project": "code,name,department,status,approved_budget,forecast_cost,currency,baseline_finish,forecast_finish\n"
    "P1,Ash,Roads,active,1000,1150,GBP,2026-06-30,2026-06-30\n",
    "task": "code,name,project,milestone,planned_start,planned_finish,forecast_start,forecast_finish\n"
    "A,Dig,P1,false,2026-06-01,2026-06-26,2026-06-01,2026-06-26\nB,Open,P1,true,,2026-06-29,2026-06-29,2026-06-29\n",
    "dependency": "code,predecessor_project,predecessor,successor_project,successor,relation\n1,P1,A,P1,B,FS\n",
    "decision": "code,name,project,due,options,at_stake\nD1,Choose the route,P1,2026-02-21,North; South,500\n",
}
Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("settle")
    month = folder / "months" / "2026-02-28"
    month.mkdir(parents=True)
    for name, text in MONTH.items():
        (month / f"{name}.csv").write_text(text, encoding="utf-8")
    (folder / "room").mkdir()
    with Store.open(folder / "room" / "portfolio.duckdb") as store:
        load_demo(store, folder / "months")
    return folder / "room"


@pytest.fixture
def room(made: Path, tmp_path: Path) -> str:
    shutil.copytree(made, tmp_path / "room")
    return str(tmp_path / "room" / "portfolio.duckdb")


def _said(room: str, capsys: Capture, *words: str) -> Any:
    assert main([*words, "--json", "--db", room]) == 0
    return json.loads(capsys.readouterr().out)


def _told(room: str, capsys: Capture, *words: str, code: int = 0) -> str:
    assert main([*words, "--db", room]) == code
    answer = capsys.readouterr()
    return answer.err if code else answer.out


def test_a_setting_is_listed_refused_set_and_in_force(room: str, capsys: Capture) -> None:
    assert _said(room, capsys, "settings", "cost_red_pct")["settings"][0]["in_force"] == "20"
    assert "is a number such as 15; 'many' is not" in _told(room, capsys, "settings", "cost_red_pct", "many", code=2)
    assert "There is no setting 'moon'" in _told(room, capsys, "settings", "moon", code=2)

    assert _said(room, capsys, "settings", "cost_red_pct", "12")["snapshot"] == 2

    assert "cost_red_pct  12" in _told(room, capsys, "settings", "cost_red_pct")
    rated = _said(room, capsys, "query", "projects")
    assert rated["rows"][0][rated["columns"].index("derived_cost")] == "red"


def test_a_decision_and_an_action_are_logged(room: str, capsys: Capture) -> None:
    assert "There are: P1/D1" in _told(room, capsys, "decide", "D9", "--outcome", "North", code=2)
    assert "Choose an outcome" in _told(room, capsys, "decide", "D1", "--outcome", " ", code=2)

    told = _told(room, capsys, "decide", "D1", "--outcome", "South", "--why", "Cheaper")
    assert told.startswith("Decided: Choose the route South\nSnapshot 2;")
    assert _said(room, capsys, "query", "decisions_ranked")["rows"] == []

    code = _said(room, capsys, "act", "Tell the town", "--owner", "Bo", "--due", "2026-03-15", "--project", "P1")[
        "action"
    ]
    actions = _said(room, capsys, "query", "actions")
    row = dict(zip(actions["columns"], actions["rows"][0], strict=True))
    assert (row["code"], row["name"], row["owner"], row["due"][:10]) == (code, "Tell the town", "Bo", "2026-03-15")
    assert "Please fill in: Name" in _told(room, capsys, "act", "  ", code=2)


def test_a_slip_says_what_it_would_reach(room: str, capsys: Capture) -> None:
    said = _said(room, capsys, "slip", "P1/A", "--days", "5")
    # Dig ends on Friday 26 June; five working days later is Friday 3 July, and Open follows on Monday.
    assert [(row["name"], row["new_finish"][:10]) for row in said["moved"]] == [
        ("Dig", "2026-07-03"), ("Open", "2026-07-06"),
    ]  # fmt: skip
    assert [(hit["kind"], hit["lands"][:10]) for hit in said["hits"]] == [("finish", "2026-07-06")]
    assert _told(room, capsys, "slip", "P1/A", "--days", "5").startswith("Dig 5 working days later would move 2 tasks.")
    assert "There is no task 'X'" in _told(room, capsys, "slip", "X", code=2)


def test_a_review_is_held_from_its_agenda_to_its_minutes(room: str, capsys: Capture) -> None:
    assert _told(room, capsys, "review", "list").startswith("No review was held yet.")
    assert "Say which review" in _told(room, capsys, "review", "start", code=2)
    held = _said(room, capsys, "review", "start", "March", "--held-on", "2026-03-02", "--attendees", "Ann, Bo")
    code, item = held["review"], held["items"][0]["item"]
    assert [row["name"] for row in held["items"]] == ["Choose the route"]
    assert "is still open" in _told(room, capsys, "review", "minutes", code, code=2)

    assert "Any other business" in _told(room, capsys, "review", "add", code, "--text", "Any other business")
    _said(room, capsys, "review", "note", code, "--item", item, "--text", "Long debate", "--outcome", "South")
    _said(room, capsys, "review", "act", code, "--item", item, "--text", "Tell Bo", "--due", "2026-03-09")
    written = _said(room, capsys, "review", "close", code)["minutes"]

    assert "- Decided: South" in written
    assert "Tell Bo" in written
    assert "# March" in _told(room, capsys, "review", "minutes", code)
    assert "was closed" in _told(room, capsys, "review", "add", code, "--text", "Late", code=2)
    assert [row["state"] for row in _said(room, capsys, "review", "list")["reviews"]] == ["closed"]
    assert _said(room, capsys, "query", "decisions_ranked")["rows"] == []


def test_a_view_is_kept_listed_and_removed(room: str, capsys: Capture) -> None:
    assert "No view is kept yet" in _told(room, capsys, "view", "list")
    kept = _said(room, capsys, "view", "keep", "Roads", "--page", "risk", "--department", "roads", "--as-of", "1")
    assert [(row["name"], row["page"], row["address"]) for row in kept["views"]] == [
        ("Roads", "risk", "departments=Roads&as_of=1")
    ]
    assert "There is no view 'Rail'" in _told(room, capsys, "view", "remove", "Rail", code=2)
    assert _said(room, capsys, "view", "remove", "Roads")["views"] == []
