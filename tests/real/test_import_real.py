"""`pmo import` and `pmo query` on real files: the answers that were worked out independently of this program."""

from __future__ import annotations

import contextlib
import csv
import io
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pmo_data.cli import main
from pmo_data.store.database import Store

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
pytestmark = [
    pytest.mark.real,
    pytest.mark.usefixtures("read_here"),
    pytest.mark.skipif(not DATA.exists(), reason="the folder ../shared/data is not here"),
]
STATUS_DATE = "2024-01-31"


@dataclass(frozen=True)
class Room:
    """A store into which files were imported: exit code, what `pmo import --json` said, and where the store lies."""

    db: Path
    code: int
    reports: list[dict[str, Any]]

    def ask(self, name: str, *options: str) -> list[dict[str, Any]]:
        """The answer of `pmo query NAME` as a row of names and values each."""
        answer = pmo(self.db, "query", name, *options)[1]
        return [dict(zip(answer["columns"], row, strict=True)) for row in answer["rows"]]

    def look(self, statement: str) -> list[tuple[Any, ...]]:
        """What lies in the store itself, for what no query shows."""
        with Store.open(self.db, read_only=True) as store, store.reading() as cursor:
            return list(cursor.execute(statement).fetchall())

    @property
    def table(self) -> dict[str, Any]:
        table: dict[str, Any] = self.reports[0]["tables"][0]
        return table


def pmo(db: Path, *words: str) -> tuple[int, Any]:
    """Exit code and JSON of a command, run in this process."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        code = main([*words, "--json", "--db", str(db)])
    return code, json.loads(out.getvalue())


@pytest.fixture(scope="module")
def bring(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Room]:
    """Imports files into a store of their own, once."""
    known: dict[tuple[str, ...], Room] = {}

    def imported(*names: str) -> Room:
        if names not in known:
            db = tmp_path_factory.mktemp("store") / "store.duckdb"
            code, said = pmo(db, "import", *(str(DATA / n) for n in names), "--status-date", STATUS_DATE)
            known[names] = Room(db, code, said if isinstance(said, list) else [said])
        return known[names]

    return imported


Bring = Callable[..., Room]


def test_the_government_portfolio_answers_with_its_ratings_and_whole_life_cost(bring: Bring) -> None:
    room = bring("portfolio/gmpp-2022-03.csv")
    assert (room.code, room.table["rows"]["loaded"]) == (0, 235)
    summary = room.ask("portfolio_summary")[0]
    assert (summary["projects"], summary["whole_life_cost_known"]) == (235, 191)
    assert summary["whole_life_cost"] == 494_181_000_000
    ratings = {r["rating"]: r["declared"] for r in room.ask("ratings")}
    assert (ratings["amber"], ratings["red"], ratings["green"]) == (170, 27, 24)
    assert sum(ratings.values()) == 235


def test_withheld_values_of_the_government_portfolio_are_no_numbers(bring: Bring) -> None:
    projects = bring("portfolio/gmpp-2022-03.csv").ask("projects")
    told = [json.loads(p["absent"]) if p["absent"] else {} for p in projects]
    raw = (DATA / "portfolio/gmpp-2022-03.csv").read_text(encoding="utf-8-sig")
    header, *lines = csv.reader(io.StringIO(raw))
    cost = next(i for i, h in enumerate(header) if "Whole Life Costs (£m)" in h)
    exempt = sum(line[cost].casefold().startswith("exempt") for line in lines)
    withheld = [p for p, why in zip(projects, told, strict=True) if why.get("whole_life_cost") == "withheld"]
    assert len(withheld) == exempt > 20
    assert all(p["whole_life_cost"] is None for p in withheld)
    assert 43 not in {p["whole_life_cost"] for p in projects}
    assert len({p["department"] for p in projects}) == 18


def test_a_departments_own_file_beside_the_whole_portfolio_adds_no_project_twice(bring: Bring) -> None:
    alone = bring("portfolio/gmpp-2022-03-beis.csv")
    assert alone.ask("portfolio_summary")[0]["projects"] == 22
    both = bring("portfolio/gmpp-2022-03.csv", "portfolio/gmpp-2022-03-beis.csv")
    assert both.ask("portfolio_summary")[0]["projects"] == 235
    assert both.ask("portfolio_summary")[0]["whole_life_cost"] == 494_181_000_000


@pytest.mark.parametrize(("year", "projects"), [("2014", 199), ("2018", 133), ("2022", 235)])
def test_each_years_joined_portfolio_has_all_its_projects(bring: Bring, year: str, projects: int) -> None:
    assert bring(f"portfolio/gmpp-joined-{year}.csv").ask("portfolio_summary")[0]["projects"] == projects


def test_the_transposed_portfolio_keeps_its_five_point_ratings(bring: Bring) -> None:
    words = Counter(p["declared_overall"] for p in bring("portfolio/gmpp-joined-2014.csv").ask("projects"))
    assert (words["amber"], words["amber_green"], words["green"], words["red"]) == (63, 54, 17, 4)


def test_the_water_companys_forecasts_add_up_and_its_stages_follow_each_other(bring: Bring) -> None:
    room = bring("portfolio/melbourne-water.csv")
    projects = room.look("select forecast_cost, extra from project")
    assert len(projects) == 445
    assert sum((p[0] or Decimal(0)) for p in projects) == Decimal("5113659152.50")
    both = [(e["Stage1"], e["Stage3"]) for _, e in projects if e and "Stage1" in e and "Stage3" in e]
    assert len(both) > 200
    assert all(date.fromisoformat(a) <= date.fromisoformat(b) for a, b in both)


def test_the_citys_dashboard_becomes_fifteen_snapshots_whose_latest_adds_up(bring: Bring) -> None:
    room = bring("portfolio/nyc-capital-projects.csv")
    assert len(room.reports[0]["snapshots"]) == 15
    # Two rows under the header describe the columns.
    assert (room.table["rows"]["loaded"], room.table["rows"]["not_data"]) == (2259, 2)
    assert len(room.look("select distinct key from project")) == 378
    latest = room.look(
        "select key, arg_max_null(forecast_cost, valid_from), arg_max_null(stage, valid_from) from project group by 1"
    )
    assert sum(line[1] or 0 for line in latest) == Decimal("31974750591.75")
    stages = Counter(line[2] for line in latest)
    assert (stages["Construction"], stages[None]) == (147, 94)
    assert [count for _, count in stages.most_common()] == [147, 94, 91, 35, 7, 4]


def test_a_list_of_sites_keeps_works_that_share_an_id_and_says_what_it_lacks(bring: Bring) -> None:
    room = bring("portfolio/nyc-cpdb.csv")
    rows = room.table["rows"]
    assert (rows["in_file"], rows["held_back"]) == (2898, 0)
    assert rows["loaded"] + rows["not_data"] == 2898
    copied = [f for f in room.table["findings"] if f["rule"] == "row_repeated" and f["row"] is not None]
    assert rows["not_data"] == len(copied) + 1, "the copies and one blank row"
    said = next(f["message"] for f in room.table["findings"] if f["rule"] == "row_repeated" and f["row"] is None)
    assert said.startswith("51 rows only repeat another row and were left out, counted as not data: rows 107-115,")
    known = {(k["page"], k["measure"]): k["known"] for k in room.ask("known")}
    assert 0 in known.values()


def test_the_world_banks_cells_of_text_give_500_projects(bring: Bring) -> None:
    assert bring("portfolio/world-bank-2014.xlsx").ask("portfolio_summary")[0]["projects"] == 500


def test_tasks_that_repeat_per_developer_count_once(bring: Bring) -> None:
    room = bring("tasks/sip-task-info.csv", "tasks/sip-dates.csv")
    tasks = room.look("select count(*), sum(actual_work_hours), sum(work_hours) from task")
    assert tasks[0][0] == 10_266
    assert tasks[0][1:] == pytest.approx((95_001.98, 90_454.20), abs=0.005)
    assert room.reports[0]["tables"][0]["row_stands_for"] == "one task and developer"


def test_the_observatorys_schedule_keeps_its_milestones_and_links(bring: Bring) -> None:
    room = bring("tasks/lsst-2018-02.csv")
    rows = room.table["rows"]
    assert rows["in_file"] == rows["loaded"] + rows["held_back"] + rows["not_data"]
    assert rows["in_file"] in (401, 402)
    assert rows["held_back"] == 0
    links = room.look("select predecessor from dependency where successor like '%LSST-1520'")
    assert {p.rsplit("/", 1)[-1] for (p,) in links} >= {"LSST-1470", "COMC-0020"}


@pytest.mark.parametrize(
    ("name", "in_file", "said"),
    [
        ("jira-sprint-issue", 10_852, "No column gives the name, which every task needs; all rows are held back."),
        ("jira-sprint-issuelink", 1_668, None),
        ("jira-sprint-iteration", None, "A report of sprints needs a column that says what was worked on"),
    ],
)
def test_exports_of_boards_are_taken_or_answered_in_a_sentence(
    bring: Bring, name: str, in_file: int | None, said: str | None
) -> None:
    room = bring(f"tasks/{name}.csv")
    if in_file is None:
        assert (room.code, room.reports[0]["refused"][: len(said or "")]) == (2, said)
        return
    assert room.table["rows"]["in_file"] == in_file
    sentences = [f["message"] for f in room.table["findings"]]
    if said is None:
        assert room.table["rows"]["loaded"] == in_file
    else:
        assert said in sentences
        assert room.reports[0]["snapshot"] is None


def test_the_plan_outlined_by_indentation_has_39_tasks_below_each_other(bring: Bring) -> None:
    room = bring("tasks/handbook-project-plan.xlsx")
    assert len(room.ask("tasks")) == 39
    assert len(room.look("select * from dependency")) == 13


def test_rows_shifted_by_unquoted_commas_stay_out_and_are_named(bring: Bring) -> None:
    room = bring("tasks/pert-unquoted-commas.csv")
    rows = room.table["rows"]
    assert (room.code, rows["in_file"]) == (1, 15)
    held = {f["row"] for f in room.table["findings"] if f["severity"] == "error"}
    assert held >= {12, 13, 14, 15, 16}
    assert not held & {r for (r,) in room.look("select row_number from task")}


def test_the_filled_risk_register_has_the_published_scores(bring: Bring) -> None:
    risks = bring("risk/uwa-risk-register.xlsx").ask("risks")
    assert len(risks) == 23
    assert sum(r["score"] for r in risks) == 244
    assert sum(r["score"] >= 15 for r in risks) == 4


def test_the_risk_log_without_rows_says_so_and_the_one_with_an_example_gives_it(bring: Bring) -> None:
    empty = bring("risk/handbook-risk-log.xlsx")
    assert (empty.code, empty.reports[0]["refused"]) == (2, "The file has column names but no rows.")
    assert [r["name"] for r in bring("risk/jira-risk-log-template.xlsx").ask("risks")] == ["Example Risk"]


def test_a_form_is_read_by_its_map_and_by_the_remembered_map_next_time(bring: Bring) -> None:
    room = bring("risk/dft-return.xlsm", "risk/dft-datamap.csv")
    assert room.code == 0
    projects = room.ask("projects")
    assert [(p["code"], p["name"], p["sponsor"]) for p in projects] == [
        ("ARE_0024_1516-Q4", "Universal Cantilever Bridge over the River Styx", "Tommy Glenson")
    ]
    assert room.reports[1]["tables"] == []
    code, said = pmo(room.db, "check", str(DATA / "risk/dft-return.xlsm"))
    assert (code, said["tables"][0]["rows"]["in_file"]) == (0, 1)


CUMULATIVE = {
    "PV": ("planned_value", [2400, 4400, 7650, 10150, 14350, 16900, 17700]),
    "AC": ("actual_cost", [2500, 3900, 6650, 9250, 13850, 16100, 17200]),
    "EV": ("earned_value", [1610, 3755, 6985, 9609, 10850, 14590, 17700]),
}


def test_three_files_of_weeks_give_the_published_earned_value(bring: Bring) -> None:
    room = bring(*(f"known/earned-value-7-weeks/{name}_data.csv" for name in CUMULATIVE))
    for report, (field, expected) in zip(room.reports, CUMULATIVE.values(), strict=True):
        total, series = Decimal(0), []
        entity = report["tables"][0]["entity"]
        for _, amount in room.look(f'select period, sum({field}) from "{entity}" group by 1 order by 1'):
            total += amount or 0
            series.append(int(total))
        assert series == expected, field


@pytest.mark.parametrize(
    ("name", "tasks"),
    [
        ("redmine/import_issues.csv", 3),
        ("redmine/import_subtasks_with_relations.csv", 4),
        ("redmine/unclosed_quoted_field.csv", 1),
        ("primavera/percent-complete-8.4.pmxml", 12),
        ("primavera/invalid-8.4.xer", 13),
    ],
)
def test_exports_of_trackers_and_planning_tools_give_their_tasks(bring: Bring, name: str, tasks: int) -> None:
    assert len(bring(f"tasks/{name}").ask("tasks")) == tasks


def test_two_years_are_two_snapshots_that_answer_as_of_each_and_compared(
    tmp_path: Path,
) -> None:
    db = tmp_path / "store.duckdb"
    first = pmo(db, "import", str(DATA / "portfolio/gmpp-joined-2018.csv"), "--status-date", "2018-09-30")[1]
    second = pmo(db, "import", str(DATA / "portfolio/gmpp-2022-03.csv"), "--status-date", "2022-03-31")[1]
    assert (first["snapshot"], second["snapshot"]) == (1, 2)
    assert second["tables"][0]["outcome"]["mode"] == "replace"
    room = Room(db, 0, [])
    assert room.ask("portfolio_summary", "--as-of", "1")[0]["projects"] == 133
    assert room.ask("portfolio_summary")[0]["projects"] == 235
    moved = Counter(m["movement"] for m in room.ask("movement", "--compare-with", "2018-09-30"))
    assert moved["new"] + moved["left"] > 200
    assert sum(moved.values()) - moved["new"] == 133


def test_six_files_at_once_are_one_import_of_one_snapshot(bring: Bring) -> None:
    portfolios = ("portfolio/gmpp-2022-03.csv", "portfolio/melbourne-water.csv")
    plans = ("tasks/handbook-project-plan.xlsx", "tasks/redmine/import_issues.csv")
    room = bring(*portfolios, *plans, "risk/uwa-risk-register.xlsx", "risk/jira-risk-log-template.xlsx")
    assert [r["snapshot"] for r in room.reports] == [1] * 6
    assert room.look("select count(distinct batch), count(*) from import_file") == [(1, 6)]
    assert room.look("select count(*) from project") >= [(680,)]
