"""The queries of each page on a large portfolio: 10,000 projects, 1M tasks, 12 monthly snapshots.

Run with `python benchmarks/page_queries.py STORE` on a store that `benchmarks/portfolio.py` made. Prints the best of
several warm runs of each query, each page's sum, and what its queries take side by side, as the larger pages ask them,
in milliseconds of wall clock and of processor; a page is to stay below 500 ms on two cores. With `--against SMALLER`,
a store of the same portfolio with fewer tasks, each query's time is also set against what linear cost would make of
its time there.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from time import perf_counter, process_time

from pmo_data.domain.moments import FOREVER
from pmo_data.queries import (
    alignment,
    attribution,
    balance,
    benefits,
    exceptions,
    money,
    overview,
    people,
    processes,
    progress,
    project,
    registers,
    risk,
    time,
    workload,
)
from pmo_data.queries.base import Query
from pmo_data.store.database import Store

LIMIT_MS = 500
SLOW_MS = 100
"""From here on, a time says something of the cost per row."""
STEEPER = 1.3
"""Growth beyond that of the rows that is no longer noise."""


def pages(then: int) -> dict[str, tuple[Query, ...]]:
    """What each page asks, compared with the moment `then`."""
    return {
        "overview": (
            overview.PortfolioSummary(), overview.PortfolioSummary(as_of=then), overview.Ratings(),
            overview.Attention(limit=20), overview.Movement(compare_with=then), overview.RatingHistory(),
            exceptions.DecisionsRanked(compare_with=then),
        ),
        "alignment": (
            alignment.Alignment(), alignment.ObjectiveCoverage(), alignment.OrphanProjects(),
            alignment.OrphanObjectives(),
        ),
        "progress": (
            progress.Progress(), progress.Slip(), progress.MilestoneStates(), progress.Milestones(limit=200),
            progress.Variances(), progress.Roadmap(),
        ),
        "risk": (
            risk.RiskMatrix(), risk.Exposure(), risk.ExposureHistory(), risk.RaidAgeing(),
            overview.RatingFlow(compare_with=then),
        ),
        "project": (
            project.ProjectFacts(project="P77"), project.ProjectTasks(project="P77"),
            project.ProjectHistory(project="P77"), project.ProjectRegister(project="P77"),
        ),
        "money": (
            money.MoneySummary(), money.SpendPastGates(), attribution.AttributionSteps(compare_with=then),
            attribution.Attribution(compare_with=then), money.MoneyByProject(), money.MoneyByPeriod(),
        ),
        "decisions": (
            exceptions.DecisionsRanked(compare_with=then), exceptions.Exceptions(), exceptions.DecisionEffects(),
        ),
        "benefits": (
            benefits.BenefitRegister(), benefits.ObjectiveOutlook(), benefits.BenefitProfile(),
            benefits.AppraisalYears(),
        ),
        "roadmap": (
            time.DependencyPairs(), time.MilestoneRegister(compare_with=then, which="moved", limit=200),
            time.MilestoneRegister(compare_with=then, which="ahead", limit=400), progress.Roadmap(), registers.Gates(),
        ),
        "balance": (balance.Mix(), balance.Balance()),
        "processes": (processes.Compliance(), processes.Compliance(by="name", one_check="gates held", most=45),
            processes.ForecastAccuracy(), processes.GateRegister()),
        "projects": (registers.Projects(),),
        "people": (
            people.Capacity(), people.Spread(), workload.PersonWeeks(most=40),
            workload.SinglePoints(), workload.BlockedPeople(), workload.UnassignedWork(limit=200),
        ),
        "known": (overview.Known(),),
        "filters": (overview.FilterChoices(),),
    }  # fmt: skip


def timed(store: Store, query: Query, runs: int) -> tuple[float, float, int]:
    """Best wall clock and processor time in milliseconds, and the rows of the answer; the first run is not counted."""
    rows = len(store.fetch(query))
    best = []
    for _ in range(runs):
        wall, processor = perf_counter(), process_time()
        store.fetch(query)
        best.append(((perf_counter() - wall) * 1000, (process_time() - processor) * 1000))
    return min(w for w, _ in best), min(p for _, p in best), rows


def together(store: Store, queries: tuple[Query, ...], runs: int) -> float:
    """Best wall clock in milliseconds of a page's queries asked side by side."""
    best = []
    for _ in range(runs):
        start = perf_counter()
        store.fetch_all(queries)
        best.append((perf_counter() - start) * 1000)
    return min(best)


_Timed = tuple[str, float, float, int]
"""A query with its wall clock, processor time (ms) and rows answered."""


def measured(path: Path, runs: int) -> tuple[int, list[tuple[str, list[_Timed], float]]]:
    """Tasks in force in a store, and for each page its queries and what they take side by side (ms)."""
    found = []
    with Store.open(path) as store:
        with store.reading() as cursor:
            moments = [m for (m,) in cursor.execute("select moment from snapshot order by moment").fetchall()]
            tasks = int((cursor.execute(f"select count(*) from task_at({FOREVER})").fetchone() or (0,))[0])
        for page, queries in pages(moments[-2]).items():
            alone = [(query.sql, *timed(store, query, runs)) for query in queries]
            found.append((page, alone, together(store, queries, runs)))
    return tasks, found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--against", type=Path, help="a store with fewer tasks, to tell how cost grows")
    options = parser.parse_args()
    tasks, found = measured(options.store, options.runs)
    fewer, before = measured(options.against, options.runs) if options.against else (tasks, found)
    for (page, queries, beside), (_, smaller, _) in zip(found, before, strict=True):
        for (name, wall, processor, rows), (_, _, base, _) in zip(queries, smaller, strict=True):
            grew, share = processor / max(base, 1), tasks / fewer
            steep = processor > SLOW_MS and grew > STEEPER * share
            more = f" {grew:6.1f} times for {share:.1f} times the tasks {'steep' if steep else ''}"
            told = more if options.against else ""
            print(f"  {name:32} {wall:7.0f} ms {processor:7.0f} ms processor {rows:8} rows{told}")
        walls, processors = sum(q[1] for q in queries), sum(q[2] for q in queries)
        over = "over" if beside > LIMIT_MS else ""
        print(f"{page:34} {walls:7.0f} ms {processors:7.0f} ms processor {beside:7.0f} ms side by side {over}")


if __name__ == "__main__":
    main()
