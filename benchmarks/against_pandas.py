"""Four questions of the pages against pandas on the same frames in the same run, and whether both say the same.

Run with `python benchmarks/against_pandas.py STORE` on a store that `benchmarks/portfolio.py` made. Prints the best of
several warm runs of the page's query and of pandas over frames that are in memory already, the ratio, and the ratio
with the time it takes to get those frames: a page has to, as it may be asked as of any snapshot. A figure that
differs ends the run. The query also narrows to any scope, which pandas is spared.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

import pandas as pd

from pmo_data.queries.attribution import AttributionSteps
from pmo_data.queries.base import Query
from pmo_data.queries.overview import PortfolioSummary
from pmo_data.queries.progress import MilestoneStates, Progress
from pmo_data.store.database import Store

Figures = dict[str, float]
_ENDED = ("completed", "cancelled")


def frames(store: Store, now: int, then: int) -> tuple[dict[str, pd.DataFrame], dict[str, float]]:
    """What the queries start from, as pandas holds it, and the milliseconds it takes to get each out of the store."""
    wanted = {
        "projects": f"select project, rating, is_open, slip_days, rate, budget::double as budget, "
        f"forecast_cost::double as forecast_cost from read_project({now})",
        "before": f"select project, rate, forecast_cost::double as forecast_cost from read_project({then})",
        "risks": f"select status, closed_on from risk_at({now})",
        "tasks": f"select milestone, duration_days, status, percent_complete, actual_start, actual_finish, "
        f"baseline_start, baseline_finish, planned_start, planned_finish, forecast_start, forecast_finish "
        f"from task_at({now})",
        "money": f"select month, planned_value::double as planned_value, earned_value::double as earned_value, "
        f"actual_cost::double as actual_cost from period_money({now})",
    }
    found, taken = {}, {}
    with store.reading() as cursor:
        for name, text in wanted.items():
            started = perf_counter()
            found[name] = cursor.execute(text).df()
            taken[name] = (perf_counter() - started) * 1000
    return found, taken


def overview(f: dict[str, pd.DataFrame]) -> Figures:
    p, risks = f["projects"], f["risks"]
    money = p[["budget", "forecast_cost"]].mul(p["rate"], axis=0).sum()
    still = risks["closed_on"].isna() & ~risks["status"].isin(_ENDED)
    return {
        "projects": len(p), "red": int(p["rating"].isin(["red", "amber_red"]).sum()),
        "budget": float(money["budget"]), "forecast_cost": float(money["forecast_cost"]),
        "late_projects": int((p["slip_days"] >= 30).sum()), "open_risks": int(still.sum()),
    }  # fmt: skip


def milestones(f: dict[str, pd.DataFrame], day: pd.Timestamp) -> Figures:
    t = f["tasks"]
    m = t[t["milestone"].fillna(t["duration_days"] == 0).astype(bool)]
    held = m["actual_finish"].fillna(m["actual_start"])
    planned = m["planned_finish"].fillna(m["planned_start"])
    base = m["baseline_finish"].fillna(m["baseline_start"])
    expected = held.fillna(m["forecast_finish"]).fillna(m["forecast_start"]).fillna(planned)
    late, date = expected - base.fillna(planned), expected.fillna(base)
    met = held.notna() | (m["status"] == "completed") | (m["percent_complete"] == 100)
    state = pd.Series("upcoming", index=m.index)
    state[date <= day + pd.Timedelta(days=30)] = "due"
    state[date < day] = "missed"
    state[date.isna()] = "undated"
    state[met] = "met"
    state[met & (late > pd.Timedelta(0))] = "met_late"
    state[m["status"] == "cancelled"] = "cancelled"
    return {str(name): float(n) for name, n in state.value_counts().items()}


def s_curve(f: dict[str, pd.DataFrame]) -> Figures:
    sums = f["money"].groupby("month")[["planned_value", "earned_value", "actual_cost"]].sum().sort_index().cumsum()
    return {"months": len(sums), "planned_value": float(sums["planned_value"].iloc[-1])}


def attribution(f: dict[str, pd.DataFrame]) -> Figures:
    both = f["before"].merge(f["projects"], on="project", how="outer", suffixes=("_before", "_after"), indicator=True)
    before = both["forecast_cost_before"] * both["rate_before"]
    after = both["forecast_cost_after"] * both["rate_after"]
    change = (after.fillna(0) - before.fillna(0)).groupby(both["_merge"], observed=False).sum()
    return {"before": float(before.sum()), "joined": float(change["right_only"]), "left": float(change["left_only"]),
            "after": float(after.sum())}  # fmt: skip


def best(work: Callable[[], object], runs: int) -> float:
    """Milliseconds of the quickest of several runs; the first is not counted."""
    work()
    taken = []
    for _ in range(runs):
        started = perf_counter()
        work()
        taken.append((perf_counter() - started) * 1000)
    return min(taken)


def compared(name: str, ours: Callable[[], Figures], theirs: Callable[[], Figures], loaded: float, runs: int) -> None:
    """One line; `loaded` are the milliseconds it takes to get the frames that pandas starts from."""
    said, expected = ours(), theirs()
    unlike = {k: (said.get(k), v) for k, v in expected.items() if not math.isclose(said.get(k, 0), v, abs_tol=0.01)}
    if unlike:
        raise SystemExit(f"{name}: the store and pandas differ: {unlike}")
    query, pandas = best(ours, runs), best(theirs, runs)
    alone, whole = query / pandas, query / (pandas + loaded)
    print(
        f"{name:20} {query:6.0f} ms  pandas {pandas:6.0f} ms {alone:6.2f}  with loading {loaded:6.0f} ms {whole:6.2f}"
    )


def questions(store: Store, then: int, f: dict[str, pd.DataFrame]) -> dict[str, tuple[Any, Any, tuple[str, ...]]]:
    """Name -> the page's answer, that of pandas, and the frames it needs."""
    day = pd.Timestamp(store.fetch(PortfolioSummary()).iloc[0]["status_date"])
    counted = ("projects", "red", "budget", "forecast_cost", "late_projects", "open_risks")

    def ask_overview() -> Figures:
        row = store.fetch(PortfolioSummary()).iloc[0]
        return {name: float(row[name]) for name in counted}

    def ask_curve() -> Figures:
        curve = store.fetch(Progress())
        return {"months": len(curve), "planned_value": float(curve["planned_value"].iloc[-1])}

    def pairs(query: Query, name: str, value: str) -> Figures:
        frame = store.fetch(query)
        return dict(zip(frame[name].astype(str), frame[value].astype(float), strict=True))

    steps = AttributionSteps(compare_with=then, measure="forecast_cost")
    return {
        "overview": (ask_overview, lambda: overview(f), ("projects", "risks")),
        "milestones": (lambda: pairs(MilestoneStates(), "state", "milestones"), lambda: milestones(f, day), ("tasks",)),
        "S-curve": (ask_curve, lambda: s_curve(f), ("money",)),
        "attribution": (lambda: pairs(steps, "step", "amount"), lambda: attribution(f), ("projects", "before")),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    with Store.open(options.store) as store:
        with store.reading() as cursor:
            moments = [m for (m,) in cursor.execute("select moment from snapshot order by moment").fetchall()]
        held, loaded = frames(store, moments[-1], moments[-2])
        print(
            f"{len(held['projects']):,} projects, {len(held['tasks']):,} tasks, {len(held['money']):,} lines of money"
        )
        for name, (ours, theirs, needs) in questions(store, moments[-2], held).items():
            compared(name, ours, theirs, sum(loaded[need] for need in needs), options.runs)


if __name__ == "__main__":
    main()
