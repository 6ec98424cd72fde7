"""`pmo mcp`: the governed measures by the protocol, read-only, each tool once; and the sentence without the extra."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from pmo_data.cli import main
from pmo_data.commands.machines import server
from pmo_data.ingest.demo import load_demo
from pmo_data.store.database import Store

HEAD = "code,name,programme,declared_overall,approved_budget,forecast_cost,currency\n"
MONTHS = {
    "2026-10-31": "P1,Bridge,North,green,100,100,GBP\nP2,Tunnel,South,red,300,300,GBP\n",
    "2026-11-30": "P1,Bridge,North,red,100,120,GBP\nP2,Tunnel,South,red,300,300,GBP\n",
}
TOOLS = {
    "list_measures", "describe_measure", "query_measure", "list_projects", "get_project", "changes_since", "explain",
}  # fmt: skip


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("machines")
    for month, rows in MONTHS.items():
        (folder / "months" / month).mkdir(parents=True)
        (folder / "months" / month / "project.csv").write_text(HEAD + rows, encoding="utf-8")
    with Store.open(folder / "portfolio.duckdb") as store:
        load_demo(store, folder / "months")
    return folder / "portfolio.duckdb"


def _asked(target: Any, *questions: tuple[str, dict[str, str]]) -> tuple[set[str], list[Any]]:
    """The tools a server offers, and what it answers to calls of them, over one connection."""
    anyio = pytest.importorskip("anyio")
    client = pytest.importorskip("mcp.client.client", reason="the extra mcp is not installed")

    async def ask() -> tuple[set[str], list[Any]]:
        async with client.Client(target) as connected:
            tools = {tool.name for tool in (await connected.list_tools()).tools}
            return tools, [await connected.call_tool(name, given) for name, given in questions]

    # In a thread of its own: a browser test of the same worker leaves its event loop running in this one.
    with ThreadPoolExecutor(1) as pool:
        found: tuple[set[str], list[Any]] = pool.submit(anyio.run, ask).result()
    return found


def test_each_tool_answers_from_the_registry_and_none_takes_sql(database: Path) -> None:
    tools, answers = _asked(
        server(database),
        ("list_measures", {}),
        ("describe_measure", {"measure": "cpi"}),
        ("query_measure", {"measure": "red"}),
        ("query_measure", {"measure": "cost_variance_pct", "project": "P1"}),
        ("query_measure", {"measure": "budget", "programme": "South", "as_of": "1"}),
        ("list_projects", {"programme": "North"}),
        ("get_project", {"project": "P2"}),
        ("changes_since", {}),
        ("changes_since", {"since": "2", "as_of": "2026-11-30"}),
        ("explain", {"measure": "red", "project": "P1"}),
    )
    listed, cpi, red, variance, budget, north, tunnel, moved, nothing, why = (
        answer.structured_content["answer"] for answer in answers
    )

    assert tools == TOOLS
    assert {"red", "budget", "cpi", "slip_pct"} <= {measure["name"] for measure in listed}
    assert any("macro cpi" in text for text in cpi["definitions"])
    assert (red["value"], red["rows"], red["snapshot"]) == (2, 2, 2)
    # 120 expected of 100.
    assert (variance["value"], variance["shown"]) == (pytest.approx(20), "20 %")
    assert (budget["value"], budget["snapshot"]) == (300, 1)
    assert [(row["project"], row["rating"]) for row in north] == [("P1", "red")]
    assert (tunnel["name"], tunnel["approved_budget"]) == ("Tunnel", 300)
    assert [(row["name"], row["movement"], row["forecast_cost_change"]) for row in moved] == [
        ("Bridge", "worsened", 20)
    ]
    assert nothing == []
    assert why["cells"][0]["field"] == "declared_overall"
    assert why["rows"][0]["name"] == "Bridge"


def test_what_cannot_be_answered_is_an_error_in_a_sentence(database: Path) -> None:
    _, answers = _asked(
        server(database), ("query_measure", {"measure": "happiness"}), ("get_project", {"project": "P99"}),
        ("list_projects", {"as_of": "someday"}),
    )  # fmt: skip

    assert all(answer.is_error for answer in answers)
    said = [answer.content[0].text for answer in answers]
    assert "No figure is named 'happiness'" in said[0]
    assert "There is no project 'P99' here." in said[1]
    assert "'someday' is neither a snapshot's number nor a date" in said[2]


def test_the_command_serves_over_standard_input_and_output(database: Path) -> None:
    stdio = pytest.importorskip("mcp.client.stdio", reason="the extra mcp is not installed")
    command = stdio.StdioServerParameters(
        command=sys.executable, args=["-m", "pmo_data.cli", "mcp", "--db", str(database)], cwd=str(Path.cwd())
    )
    tools, (answer,) = _asked(stdio.stdio_client(command), ("query_measure", {"measure": "projects"}))

    assert tools == TOOLS
    assert answer.structured_content["answer"]["value"] == 2


def test_without_the_extra_one_sentence_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], database: Path
) -> None:
    monkeypatch.setitem(sys.modules, "mcp.server.mcpserver", None)

    assert main(["mcp", "--db", str(database)]) == 2
    assert capsys.readouterr().err == (
        "`pmo mcp` needs an extra that is not installed: pip install 'pmo-portfolio-room[mcp]'.\n"
    )
