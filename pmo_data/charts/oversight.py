"""Charts and sentences of oversight: exceptions, decisions, what processes keep, and how good forecasts were."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pmo_data.charts import theme
from pmo_data.domain.words import amount, count, day, is_unknown, listed, percent

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

_DIMENSIONS = {
    "schedule": "Schedule",
    "cost": "Cost",
    "benefits": "Benefits",
    "risk": "Risk",
    "resource": "People",
    "governance": "Gates",
    "data": "Data",
}
MOST_ROWS = 45
REPORTS = "report on time"
NEVER_PCT = 50
"""Below it, somebody hands in few reports: that is said before all else."""
MOSTLY_PCT = 80
"""From here on a process is kept mostly; below, it is named."""
JUDGED = {
    "report on time": "The status report of the period was handed in by its due date.",
    "risks reviewed": "Every open risk was looked at within the days of the setting review_days.",
    "baseline approved": "A baseline finish and a budget are there.",
    "benefit owners set": "Every benefit has an owner.",
    "gate evidence complete": "The evidence of every gate due is complete.",
    "gates held": "Every gate was held by the day it was planned for.",
    "data fresh": "Its data is younger than the setting stale_days.",
    "forecasts accurate": "Milestones newly met were met, on average, within the setting accuracy_days of what was "
    "expected 60 days before.",
    "data quality met": "Its data quality is at least the setting quality_min of 100.",
}
CHECKS = tuple(JUDGED)
"""What is measured of the processes, in the order of a project's month, and what keeping it means."""


_RATED = "time, cost or benefits"
"""What makes a project red; the other limits cap a rating at amber."""


def _over_red(over: pd.DataFrame) -> pd.DataFrame:
    return over[(over["level"] == "red") & over["dimension"].isin(["schedule", "cost", "benefits"])]


def decisions_opening(ranked: pd.DataFrame, over: pd.DataFrame) -> str:
    """'7 decisions wait, £69m at stake, 2 overdue. First: …' and how many projects are over a limit."""
    red, all_over = _over_red(over)["project"].nunique(), over["project"].nunique()
    limits = f"{count(red, 'project')} {'is' if red == 1 else 'are'} over a red limit of {_RATED}"
    if over.empty:
        limits = "no open project is over a limit that its data allows to check"
    elif not red:
        limits = f"{count(all_over, 'project')} {'is' if all_over == 1 else 'are'} over a limit, none red by {_RATED}"
    if ranked.empty:
        return f"No decision is open in the register; {limits}."
    first, money = ranked.iloc[0], ranked["currency"].dropna()
    stake = amount(float(ranked["at_stake"].sum()), money.iloc[0] if len(money) else None)
    late = int(ranked["overdue_days"].notna().sum())
    waits = "" if is_unknown(first["cost_of_waiting"]) else f" ({first['cost_of_waiting']})"
    overdue = f", {late} overdue" if late else ""
    return (
        f"{count(len(ranked), 'decision')} {'waits' if len(ranked) == 1 else 'wait'} with {stake} at stake{overdue}. "
        f"First: {first['ask']}{waits}. Beside them, {limits}."
    )


def why_now(row: pd.Series[Any]) -> str:
    """Why a decision stands where it does: due, what moved, rating."""
    said = []
    if not is_unknown(row["overdue_days"]):
        said.append(f"overdue by {count(int(row['overdue_days']), 'day')}")
    elif not is_unknown(row["due"]):
        said.append(f"due on {day(row['due'])}")
    if not is_unknown(row["finish_moved_days"]) and row["finish_moved_days"] > 0:
        said.append(f"finish {count(int(row['finish_moved_days']), 'day')} later since the comparison")
    if not is_unknown(row["cost_moved"]) and row["cost_moved"] > 0:
        said.append(f"forecast up {amount(row['cost_moved'], row['currency'])}")
    if not is_unknown(row["rating"]):
        said.append(f"the project is {theme.look(row['rating']).word.lower()}")
    return ", ".join(said)


def told(ranked: pd.DataFrame) -> pd.DataFrame:
    """The decisions with why each stands where it does as a column `why_now`, for a table."""
    return ranked.assign(why_now=[why_now(row) for _, row in ranked.iterrows()])


def exceptions(frame: pd.DataFrame) -> go.Figure:
    """How many open projects are over each limit, red and amber; a bar carries its dimension."""
    if frame.empty:
        return theme.empty("No open project is over a limit that its data allows to check.")
    names = [n for n in _DIMENSIONS if n in set(frame["dimension"])][::-1]
    made = theme.figure(exceptions_finding(frame), x_title="Open projects")
    for level in ("red", "amber"):
        counts = [int(((frame["dimension"] == n) & (frame["level"] == level)).sum()) for n in names]
        made.add_bar(
            y=list(range(len(names))),
            x=counts,
            orientation="h",
            name=theme.rated(level),
            marker=theme.marker(level),
            text=[str(c) if c else "" for c in counts],
            textfont={"color": theme.look(level).on_fill},
            customdata=names,
            hovertemplate="%{x} open projects<extra>" + theme.look(level).word + "</extra>",
        )
    made.update_layout(barmode="stack")
    theme.rows_above(made, [_DIMENSIONS[n] for n in names])
    return made


def exceptions_finding(frame: pd.DataFrame) -> str:
    """'11 projects are over a red limit; the oldest, Westbrook, for 335 days.'"""
    red = _over_red(frame)
    if red.empty:
        return f"{count(frame['project'].nunique(), 'project')} over a limit, none of them red by {_RATED}"
    oldest, projects = red.sort_values("age_days", ascending=False).iloc[0], red["project"].nunique()
    alike = projects > 1 and red.groupby("project")["since"].min().nunique() == 1
    whose = "all" if alike else f"{oldest['name']} longest," if projects > 1 else oldest["name"]
    return f"{count(projects, 'project')} over a red limit of {_RATED}; {whose} since {day(oldest['since'])}"


def processes_opening(kept: pd.DataFrame, accuracy: pd.DataFrame) -> str:
    """The worst kept process and who misses it, and who forecasts too early; `kept` is by department."""
    if kept.empty:
        return "No process can be measured: neither reports, reviews, owners nor gates are on file."
    share = _shares(kept, ["check", "who"])
    late = share[share["check"] == REPORTS].sort_values("share")
    said = []
    if telling_check(kept) == REPORTS and late.iloc[0]["share"] < NEVER_PCT:
        first = late.iloc[0]
        others = (
            "all others mostly do"
            if (late["share"].iloc[1:] >= NEVER_PCT).all() and len(late) > 1
            else "others miss them, too"
        )
        share_kept = "none" if first["share"] == 0 else _told(first["share"])
        said.append(f"{first['who']} hands in {share_kept} of its status reports on time; {others}")
    else:
        least = share.sort_values("share").iloc[0]
        of_it = share[share["check"] == least["check"]]
        everywhere = len(of_it) > 1 and bool((of_it["share"] == least["share"]).all())
        place = "every department" if everywhere else least["who"]
        if least["share"] >= 100:
            said.append(_all_kept(kept))
        else:
            told = f"{least['check']}: {_told(least['share'])} in {place}, the least kept"
            said.append(f"{_few(kept)}{told[0].upper()}{told[1:]}")
    if len(accuracy) and accuracy.iloc[0]["bias_days"] > 7:
        worst = accuracy.iloc[0]
        said.append(f"{worst['who']} meets milestones {worst['bias_days']:.0f} days after its own forecasts")
    return ". ".join(said) + "."


def telling_check(kept: pd.DataFrame) -> str:
    """The check that tells most of a portfolio: reports where somebody hands in few of them, or else the least kept."""
    if kept.empty:
        return CHECKS[0]
    share = _shares(kept, ["check", "who"]).sort_values("share", kind="stable")
    late = share[share["check"] == REPORTS]
    return REPORTS if len(late) and late.iloc[0]["share"] < NEVER_PCT else str(share.iloc[0]["check"])


def _few(kept: pd.DataFrame) -> str:
    """How many checks can be made at all, where these are less than half: the rest is not known, not kept."""
    made = kept["check"].nunique()
    return f"Only {made} of {len(CHECKS)} checks can be made. " if 2 * made < len(CHECKS) else ""


def _all_kept(kept: pd.DataFrame) -> str:
    """That all is kept, and how much of it can be seen at all: one check kept is no praise for the other six."""
    made = [name for name in CHECKS if name in set(kept["check"])]
    if len(made) == len(CHECKS):
        return "Every check is kept"
    they = "it is" if len(made) == 1 else "they are"
    return (
        f"Only {len(made)} of {len(CHECKS)} checks can be made ({listed(made, 4)}), and {they} kept everywhere; what "
        "the others need is not on file"
    )


def _short_of_all(share: float) -> float:
    """A share in per cent as it may be rounded: what was missed once is not told as always kept, nor the reverse."""
    return min(max(share, 1.0), 99.0) if 0 < share < 100 else share


def _told(share: float) -> str:
    return percent(_short_of_all(float(share)))


def _shares(frame: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """How often checks were kept over all dates, 0-100: ratios of sums, in a column `share`."""
    sums = frame.groupby(by, sort=False)[["kept", "measured"]].sum().reset_index()
    return sums.assign(share=100 * sums["kept"] / sums["measured"])


def kept_map(frame: pd.DataFrame) -> go.Figure:
    """All checks as a heat map: checks down, status dates across; a cell carries 'check||date'."""
    if frame.empty:
        return theme.empty("No process can be measured: neither reports, reviews, owners nor gates are on file.")
    sums = frame.groupby(["check", "status_date"])[["kept", "measured"]].sum().reset_index()
    rows = sums.assign(kept_pct=100 * sums["kept"] / sums["measured"])
    table = rows.pivot(index="check", columns="status_date", values="kept_pct")
    table = table.loc[[name for name in CHECKS if name in table.index]].astype(float)
    return _heat(
        table, kept_finding(frame), [str(name).capitalize() for name in table.index], [f"{n}|" for n in table.index]
    )


def kept_finding(frame: pd.DataFrame) -> str:
    """'4 of 9 checks are kept in less than 80 % of cases in Oct 2026; the least: risks reviewed, 41 %'."""
    if frame.empty:
        return "No process can be measured"
    share = checks(frame).sort_values(["kept_pct", "check"])
    month, least = f"{frame['status_date'].max():%b %Y}", share.iloc[0]
    few = int((share["kept_pct"] < MOSTLY_PCT).sum())
    if not few:
        return f"Every check that can be made is kept in at least {MOSTLY_PCT} % of cases in {month}"
    are = "is" if few == 1 else "are"
    return (
        f"{few} of {count(len(share), 'check')} {are} kept in less than {MOSTLY_PCT} % of cases in {month}; "
        f"the least: {least['check']}, {_told(least['kept_pct'])}"
    )


def compliance(frame: pd.DataFrame, check: str) -> go.Figure:
    """One check as a heat map: departments or projects down, status dates across; a cell carries 'check|who|date'."""
    rows = frame[frame["check"] == check]
    if rows.empty:
        return theme.empty(f"Nothing is on file by which “{check}” could be measured.")
    order = _shares(rows, ["who"]).sort_values(["share", "who"])["who"].head(MOST_ROWS)
    table = rows.pivot(index="who", columns="status_date", values="kept_pct").loc[order].astype(float)
    names = [theme.wrapped(str(name), 48) for name in table.index]
    return _heat(table, compliance_finding(frame, check), names, [f"{check}|{name}" for name in table.index])


def _heat(table: pd.DataFrame, finding: str, names: list[str], keys: list[str]) -> go.Figure:
    """Shares kept in words and shade, a row for each of `names` (escaped); nothing measured leaves its cell empty."""
    text = table.map(lambda v: "" if is_unknown(v) else f"{_short_of_all(v):.0f}")
    made = theme.figure(finding, legend=False)
    made.add_heatmap(
        z=table.to_numpy(),
        x=[f"{d:%b<br>%y}" for d in table.columns],
        y=list(range(len(table))),
        text=text.to_numpy(),
        texttemplate="%{text}",
        colorscale=[(at, colour) for at, colour in theme.KEPT],
        zmin=0,
        zmax=100,
        showscale=False,
        xgap=2,
        customdata=[[f"{key}|{d:%Y-%m-%d}" for d in table.columns] for key in keys],
        hovertext=[[name] * len(table.columns) for name in names],
        hoverongaps=False,
        hovertemplate="%{hovertext}, %{x}: %{z:.0f} % kept<extra></extra>",
    )
    theme.cells_above(made, names, pitch=38, cell=20)
    made.update_xaxes(type="category")
    theme.selectable(made)
    return made


def compliance_finding(frame: pd.DataFrame, check: str) -> str:
    """'Report on time: kept in 87 % of cases; Customer and communities never.'"""
    rows = frame[frame["check"] == check]
    if rows.empty:
        return f"{check.capitalize()}: not known"
    share = _shares(rows, ["who"]).sort_values(["share", "who"])
    said = f"{check.capitalize()}: kept in {_told(100 * rows['kept'].sum() / rows['measured'].sum())} of cases"
    never = share.loc[share["share"] == 0, "who"].astype(str).tolist()
    if never:
        return f"{said}, never by {listed(never)}"
    least = share.iloc[0]
    if least["share"] == 100:
        return f"{said}, by everybody"
    return f"{said}; {least['who']} least, {_told(least['share'])}"


def checks(frame: pd.DataFrame) -> pd.DataFrame:
    """Each check with how often it was kept at the last status date that could tell: and how it is judged."""
    last = frame.groupby("check")["status_date"].transform("max")
    latest = _shares(frame[frame["status_date"] == last], ["check"]).rename(columns={"share": "kept_pct"})
    return latest.assign(judged=latest["check"].map(JUDGED))[["check", "kept_pct", "measured", "judged"]]


def accuracy(frame: pd.DataFrame) -> go.Figure:
    """Bias in days of each department's or manager's forecasts; right of nought came later than said."""
    if frame.empty:
        return theme.empty("No milestone was met for which an earlier forecast is on file.")
    rows = frame.head(15)[::-1]
    made = theme.figure(accuracy_finding(frame), x_title="Days later than forecast, on average", legend=False)
    labels = [
        f"{theme.wrapped(str(r['who']), 30)}: <b>{r['bias_days']:+.0f} days</b> ({int(r['forecasts'])})"
        for _, r in rows.iterrows()
    ]
    late = rows["bias_days"] > 7
    made.add_bar(
        y=list(range(len(rows))),
        x=rows["bias_days"],
        orientation="h",
        marker={"color": [theme.SECOND if flag else theme.ACCENT for flag in late]},
        hovertemplate="%{x:.1f} days<extra></extra>",
    )
    theme.rows_above(made, labels)
    return made


def accuracy_finding(frame: pd.DataFrame) -> str:
    """'Digital and data is 18 days too early on average over 13 milestones'."""
    if frame.empty:
        return "No forecast can be compared with its outcome yet"
    first = frame.iloc[0]
    if first["bias_days"] <= 7:
        return "Nobody's forecasts are more than a week too early on average"
    forecasts = count(int(first["forecasts"]), "milestone")
    return f"{first['who']} is {first['bias_days']:.0f} days too early on average, over {forecasts}"
