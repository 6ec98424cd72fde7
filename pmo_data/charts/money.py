"""Charts of money: by period, whose forecast is over, and what moved a total between two moments.

Frames are those of `queries.money` and `queries.attribution`; each chart has its finding as a sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pmo_data.charts import theme
from pmo_data.domain.words import amount, count, day, is_unknown, percent

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

MOST_PROJECTS = 10
_FAR, _FEWEST_FAR = 100, 3
EFFECTS = {
    "before": "Before",
    "joined": "Joined",
    "left": "Left or stopped",
    "rebaselined": "Re-approved",
    "currency": "Currency and prices",
    "coverage": "Became known",
    "continuing": "Continuing projects",
    "after": "Now",
}
_CAUSES = {
    "issue": "an issue",
    "later finish": "a later finish",
    "stopped": "the stop",
    "not stated": "no stated cause",
}


def opening(summary: pd.Series[Any], gates: pd.DataFrame) -> str:
    """The one sentence of the page: forecast against budget, and money spent past a gate where there is any."""
    if is_unknown(summary["budget"]) and is_unknown(summary["actual_cost"]):
        return "No amount of money is known for the projects in view."
    money = summary["currency"]
    said = f"{amount(summary['budget'], money)} of budget"
    if not is_unknown(summary["cost_variance"]):
        over = float(summary["cost_variance"])
        said += f", forecast {amount(abs(over), money)} ({percent(abs(summary['cost_variance_pct']))}) "
        said += "over it" if over > 0 else "under it"
    if not is_unknown(summary["actual_cost"]):
        said += f"; {amount(summary['actual_cost'], money)} is spent"
    missing = [
        word
        for name, word in (("forecast_cost", "forecast at completion"), ("actual_cost", "spending"))
        if is_unknown(summary[name])
    ]
    if missing:
        said += f"; no {' and no '.join(missing)} is on file"
    spent = gates[gates["spent_since"].fillna(0) > 0]
    if spent.empty:
        return said + "."
    first = spent.iloc[0]
    return (
        f"{said}. {first['project_name']} has spent {amount(first['spent_since'], money)} past "
        f"{first['gate_name']}, due on {day(first['planned_date'])} and never passed."
    )


def refusals(summary: pd.Series[Any]) -> list[str]:
    """What could not be added up, in sentences; empty where everything could."""
    said = []
    if summary["unconverted"]:
        left, named = count(int(summary["unconverted"]), "project"), summary.get("unconverted_currencies")
        said.append(
            f"{left}{f' in {named}' if named else ''} left out of every sum: no exchange rate into "
            f"{summary['currency'] or 'the reporting currency'} is on file."
        )
    if (summary.get("price_bases") or 0) > 1:
        said.append("Some amounts are in real prices, others nominal: they are added as they stand on file.")
    return said


def told(summary: pd.Series[Any], measures: list[str]) -> str:
    """The first of some sums of money that is known of any project; the first where none is."""
    return next((name for name in measures if not is_unknown(summary[name])), measures[0])


def periods(frame: pd.DataFrame, cumulative: bool) -> go.Figure:
    """Baseline, plan in force, expected (spent, then forecast) and earned by period or cumulative."""
    if frame.empty:
        return theme.empty("No money by month is on file. `pmo template budget_period` gives a sheet to bring it in.")
    money = frame["currency"].iloc[0]
    made = theme.figure(periods_finding(frame), height=380, y_title=str(money or "Money"))
    prefix = "cumulative_" if cumulative else ""
    lines = (
        ("baseline_value", "First baseline", theme.MUTED, "dot"),
        ("planned_value", "Approved plan", theme.INK, "solid"),
        ("expected_cost", "Spent, then forecast", theme.SECOND, "dash"),
        ("earned_value", "Earned", theme.THIRD, "solid"),
    )
    for name, label, colour, dash in lines:
        made.add_scatter(
            x=frame["period"],
            y=frame[prefix + name],
            name=label,
            mode="lines",
            line={"color": colour, "dash": dash, "width": 2.5, "shape": "linear" if cumulative else "hvh"},
            hovertemplate="%{x|%b %Y}: %{y:,.3s}<extra>" + label + "</extra>",
        )
    past = frame[frame["is_past"]]
    made.add_bar(
        x=past["period"],
        y=past[prefix + "actual_cost"],
        name="Spent",
        marker={"color": theme.PALE},
        hovertemplate="%{x|%b %Y}: %{y:,.3s}<extra>Spent</extra>",
    )
    made.update_xaxes(type="date", tickformat="%b\n%Y", tickangle=0)
    theme.money_axis(made, "y", money)
    return made


def periods_finding(frame: pd.DataFrame) -> str:
    """'£651m spent by Oct 2026 against £708m planned; £627m earned'."""
    past = frame[frame["is_past"]]
    if past.empty:
        return "Nothing was spent yet by the periods on file"
    row, money = past.iloc[-1], frame["currency"].iloc[0]
    spent = amount(row["cumulative_actual_cost"], money)
    planned, earned = amount(row["cumulative_planned_value"], money), amount(row["cumulative_earned_value"], money)
    return f"{spent} is spent against {planned} planned by now, for work worth {earned}"


_KINDS = (("capex", "Capital"), ("opex", "Running"))


def kinds(frame: pd.DataFrame, cumulative: bool) -> go.Figure:
    """Capital and running cost by period or cumulative, stacked: what is spent, then what is forecast (paler)."""
    if frame.empty or frame[["capex", "opex"]].isna().all(axis=None):
        return theme.empty(
            "No cost on file says whether it is capital or running. "
            "`pmo template cost_period` gives a sheet with a column for it."
        )
    money = frame["currency"].iloc[0]
    made = theme.figure(kinds_finding(frame), height=380, y_title=str(money or "Money"))
    for (name, label), colour in zip(_KINDS, (theme.ACCENT, theme.SECOND), strict=True):
        made.add_bar(
            x=frame["period"], y=frame[f"cumulative_{name}" if cumulative else name].astype(float), name=label,
            marker={"color": colour, "opacity": [1.0 if past else 0.55 for past in frame["is_past"]]},
            hovertemplate="%{x|%b %Y}: %{y:,.3s}<extra>" + label + "</extra>",
        )  # fmt: skip
    made.update_layout(barmode="stack")
    made.update_xaxes(type="date", tickformat="%b\n%Y", tickangle=0)
    theme.money_axis(made, "y", money)
    return made


def kinds_finding(frame: pd.DataFrame) -> str:
    """'£789m of capital and £76.3m of running cost, spent and forecast; running cost is 9 % of it'."""
    if frame.empty or frame[["capex", "opex"]].isna().all(axis=None):
        return "No cost on file says whether it is capital or running"
    last, money = frame.iloc[-1], frame["currency"].iloc[0]
    capital, running = (0.0 if is_unknown(v) else float(v) for v in (last["cumulative_capex"], last["cumulative_opex"]))
    said = f"{amount(capital, money)} of capital and {amount(running, money)} of running cost, spent and forecast"
    total = capital + running
    return said if total <= 0 else f"{said}; running cost is {percent(100 * running / total)} of it"


def variances(frame: pd.DataFrame) -> go.Figure:
    """From budget to forecast, project by project: the largest overruns and savings, the rest in one bar."""
    known = frame[frame["cost_variance"].notna() & frame["budget"].notna()]
    if known.empty:
        return theme.empty("No project in view has both a budget and a forecast of its cost.")
    top = known.reindex(known["cost_variance"].abs().sort_values(ascending=False).index)
    shown, rest = top.head(MOST_PROJECTS), top.iloc[MOST_PROJECTS:]
    shown = shown.sort_values("cost_variance", ascending=False)
    labels = [theme.wrapped(str(name), 30) for name in shown["name"]]
    values = [float(v) for v in shown["cost_variance"]]
    keys: list[str | None] = list(shown["project"])
    if len(rest):
        labels, values, keys = (
            [*labels, f"{len(rest)} others"],
            [*values, float(rest["cost_variance"].sum())],
            [*keys, None],
        )
    budget, money = float(known["budget"].sum()), known["currency"].iloc[0]
    return waterfall(
        variances_finding(frame), ["Budget", *labels, "Forecast"], [budget, *values, None], [None, *keys, None], money
    )


def variances_finding(frame: pd.DataFrame) -> str:
    """'3 projects make two thirds of the £51.2m over budget; Priory Bridge leads with £7.13m (a later finish)'."""
    over = frame[frame["cost_variance"].fillna(0) > 0].sort_values("cost_variance", ascending=False)
    if over.empty:
        return "No project's forecast is over its budget"
    first, money = over.iloc[0], over["currency"].iloc[0]
    why = first["cause_name"] if not is_unknown(first["cause_name"]) else _CAUSES.get(str(first["cause"]), "")
    reason = f" ({why})" if why else ""
    return (
        f"{count(len(over), 'project')} forecast {amount(float(over['cost_variance'].sum()), money)} over budget; "
        f"{first['name']} leads with {amount(first['cost_variance'], money)}{reason}"
    )


def attribution(steps: pd.DataFrame) -> go.Figure:
    """From the earlier total to the later one, effect by effect; a bar carries its effect's name."""
    if steps.empty:
        return theme.empty("Choose a date to compare with, and the change of the total is taken apart.")
    ends = steps[steps["step"].isin(["before", "after"])]
    if not ends["projects"].sum():
        return theme.empty("This amount is known of no project at either date, so there is no change to take apart.")
    middle = steps[~steps["step"].isin(["before", "after"]) & (steps["amount"] != 0)]
    rows = [steps.iloc[0], *(row for _, row in middle.iterrows()), steps.iloc[-1]]
    labels = [_step(row) for row in rows]
    values: list[float | None] = [float(row["amount"]) for row in rows[:-1]]
    keys: list[str | None] = [None, *middle["step"], None]
    return waterfall(attribution_finding(steps), labels, [*values, None], keys, steps["currency"].iloc[0])


def unlike_units(parts: pd.DataFrame) -> str:
    """A doubt in words where most amounts known at both dates differ a hundredfold and more; '' where none is due.

    No portfolio's projects grow together by so much: one of the files counts in thousands or millions unsaid.
    """
    both = parts[(parts["before_value"].astype(float) > 0) & (parts["after_value"].astype(float) > 0)]
    factor = both["after_value"].astype(float) / both["before_value"].astype(float)
    far = int(((factor >= _FAR) | (factor <= 1 / _FAR)).sum())
    if len(both) < _FEWEST_FAR or 2 * far <= len(both):
        return ""
    return (
        f"{far} of {count(len(both), 'amount')} known at both dates differ a hundredfold or more. One of the two files "
        "is likely to count in thousands or millions without saying so: bring it in again with its unit. "
        "Until then the two are not compared."
    )


def unlike_budgets(moved: pd.DataFrame) -> str:
    """The same doubt of the budgets in a table of what moved between two dates."""
    return unlike_units(moved.rename(columns={"budget_before": "before_value", "budget_after": "after_value"}))


def not_compared(steps: pd.DataFrame) -> go.Figure:
    """In place of the attribution where the two dates count in unlike units: both totals, and no difference."""
    money = steps["currency"].iloc[0]
    before, after = (steps[steps["step"] == step].iloc[0] for step in ("before", "after"))
    return theme.empty(
        f"{amount(before['amount'], money)} on {day(before['date_before'])} and {amount(after['amount'], money)} on "
        f"{day(after['date_after'])} are counted in unlike units, it seems: no difference is drawn between them."
    )


def effects(parts: pd.DataFrame) -> pd.DataFrame:
    """The rows of an attribution with each effect in words."""
    return parts.assign(effect=parts["effect"].map(EFFECTS).fillna(parts["effect"]))


def _step(row: pd.Series[Any]) -> str:
    if row["step"] in ("before", "after"):
        return day(row["date_before" if row["step"] == "before" else "date_after"])
    return f"{EFFECTS[row['step']]} ({int(row['projects'])})"


def attribution_finding(steps: pd.DataFrame) -> str:
    """'Up £35.7m: continuing projects +£30.9m, joined +£7.21m, left or stopped −£2.81m'."""
    if steps.empty:
        return "There is nothing to compare with"
    by, money = steps.set_index("step")["amount"].astype(float), steps["currency"].iloc[0]
    change = by["after"] - by["before"]
    parts = by.drop(["before", "after"])
    parts = parts[parts != 0].sort_values(key=abs, ascending=False)
    if parts.empty:
        return f"The total stands at {amount(by['after'], money)}, as it did"
    said = ", ".join(f"{EFFECTS[str(n)].lower()} {'+' if v > 0 else ''}{amount(v, money)}" for n, v in parts.items())
    return f"{'Up' if change >= 0 else 'Down'} {amount(abs(change), money)}: {said}"


def waterfall(
    title: str, labels: list[str], values: list[float | None], keys: list[str | None], money: str | None
) -> go.Figure:
    """Bars from a first total through changes to a last one, across; None as a value is the running total."""
    made = theme.figure(title, x_title=str(money or "Money"), legend=False)
    total = 0.0
    changes = [v for v in values[1:] if v is not None]
    for place, (value, key) in enumerate(zip(values, keys, strict=True)):
        whole = place == 0 or value is None
        shown = total if value is None else value
        colour = theme.INK if whole else theme.fill("red" if shown > 0 else "green")
        sign = "+" if not whole and shown > 0 else ""
        made.add_bar(
            y=[len(labels) - 1 - place],
            x=[shown],
            base=[0 if whole else total],
            orientation="h",
            marker={"color": colour, "line": {"color": theme.OUTLINE, "width": 0.6}},
            text=[f"{sign}{amount(shown, money)}"],
            textposition="outside",
            cliponaxis=False,
            customdata=[key],
            hovertemplate="%{text}<extra></extra>",
        )
        total = shown if whole else total + shown
    low, high = _range(values, changes)
    made.update_layout(barmode="overlay")
    made.update_xaxes(range=[low, high])
    theme.money_axis(made, "x", money)
    theme.rows_above(made, labels[::-1])
    return made


def _range(values: list[float | None], changes: list[float]) -> tuple[float, float]:
    """An axis on which the changes can be seen: cut below the lowest running total, which the caption says."""
    level = running = float(values[0] or 0)
    lowest = highest = level
    for change in changes:
        running += change
        lowest, highest = min(lowest, running), max(highest, running)
    room = max(highest - lowest, abs(level) * 0.01, 1.0)
    return (max(lowest - 0.6 * room, 0.0) if lowest >= 0 else lowest - 0.3 * room), highest + 0.45 * room
