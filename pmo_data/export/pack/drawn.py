"""The pack's charts as data, made from the frames the pages draw, under the pages' own findings.

Stands apart from `pmo_data.charts`, whose figures are for a browser: here are the numbers that an editable chart in a
deck, a vector drawing or a table is made of. Colours, order and findings are theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from pmo_data.charts import alignment, overview, progress, risk, theme
from pmo_data.charts import money as money_charts
from pmo_data.domain.words import amount, count, is_unknown, percent
from pmo_data.export.pack.content import Chart, Series

if TYPE_CHECKING:
    import pandas as pd

MOST_BARS = 10
_LABEL = 38
_MOVES = {"worsened": "Worsened", "improved": "Improved", "new": "New", "left": "Left", "rescaled": "Rescaled"}


def ratings(frame: pd.DataFrame) -> Chart:
    """Projects per rating, declared above derived."""
    rows = _by_rating(frame)
    series = [_rated(name, (row["declared"], row["derived"])) for name, row in rows]
    empty = "No project in view carries a rating, and none can be derived from its dates and money."
    labels = ("Declared", "Derived") if any(any(s.values) for s in series) else ()
    title = overview.ratings_finding(frame) if labels else empty
    return Chart("ratings", "Ratings", title, "stacked_bars", labels, tuple(series), "Projects", empty)


def _by_rating(frame: pd.DataFrame) -> list[tuple[str, Any]]:
    rows = {str(row["rating"]): row for _, row in frame.iterrows()}
    return [(name, rows[name]) for name in (*theme.ORDER, "missing") if name in rows]


def _rated(rating: str, values: Iterable[Any]) -> Series:
    look = theme.look(rating)
    return Series(f"{look.sign} {look.word}", _numbers(values), look.colour, look.on_fill)


def _numbers(values: Iterable[Any]) -> tuple[float | None, ...]:
    return tuple(None if is_unknown(v) else float(v) for v in values)


def _plain(name: str, values: Iterable[Any], colour: str, *, dashed: bool = False) -> Series:
    return Series(name, _numbers(values), colour, theme.ON_BAR, dashed)


def cut(text: object, width: int = _LABEL) -> str:
    """A name in one line, cut visibly."""
    clean = " ".join(str(text).split())
    return clean if len(clean) <= width else clean[: width - 1] + "…"


def _months(values: Iterable[Any]) -> tuple[str, ...]:
    """'Nov 2025'; the day as well where two stand in one month."""
    dates = list(values)
    months = [f"{d:%b %Y}" for d in dates]
    return tuple(months) if len(set(months)) == len(months) else tuple(f"{d.day} {d:%b %Y}" for d in dates)


def history(frame: pd.DataFrame) -> Chart:
    """Projects per declared rating at each status date."""
    empty = "The history of ratings begins with the second snapshot."
    if frame.empty or frame["status_date"].nunique() < 2:
        return Chart("history", "Ratings over time", empty, "stacked_columns", (), (), "Projects", empty)
    dates = sorted(frame["status_date"].unique())
    counts = {(row.rating, row.status_date): row.projects for row in frame.itertuples()}
    known = set(frame["rating"])
    series = [
        _rated(rating, [counts.get((rating, date), 0) for date in dates])
        for rating in (*theme.ORDER, "missing")
        if rating in known
    ]
    title = overview.history_finding(frame)
    return Chart(
        "history", "Ratings over time", title, "stacked_columns", _months(dates), tuple(series), "Projects", empty
    )


def s_curve(frame: pd.DataFrame) -> Chart:
    """Planned, earned and spent, cumulative by month."""
    empty = "Neither budgets by month nor tasks with dates are known, so there is no plan to draw."
    if frame.empty or frame["planned_value"].isna().all():
        return Chart("curve", "Planned against actual", empty, "lines", (), (), "", empty)
    lines = (
        ("planned_value", "Planned", theme.MUTED, True),
        ("earned_value", "Earned", theme.ACCENT, False),
        ("actual_cost", "Spent", theme.SECOND, False),
    )
    series = tuple(
        _plain(label, frame[name], colour, dashed=dashed)
        for name, label, colour, dashed in lines
        if frame[name].notna().any()
    )
    title, months = progress.s_curve_finding(frame), _months(frame["month"])
    unit = _currency(frame) if frame["basis"].iloc[0] == "money" else "working days"
    return Chart("curve", "Planned against actual", title, "lines", months, series, unit, empty)


def _currency(frame: pd.DataFrame) -> str:
    return str(frame["currency"].dropna().iloc[0]) if frame["currency"].notna().any() else "money"


def slip(frame: pd.DataFrame) -> Chart:
    """The projects whose finish is furthest behind the baseline, in days."""
    late = frame[frame["slip_days"] > 0].sort_values("slip_days", ascending=False).head(MOST_BARS)
    empty = "No project's finish is later than its baseline, as far as both dates are known."
    if late.empty:
        return Chart("slip", "Finish against baseline", empty, "bars", (), (), "Days", empty)
    series = (_plain("Days later than the baseline", late["slip_days"], theme.ACCENT),)
    title = _latest(frame)
    return Chart("slip", "Finish against baseline", title, "bars", _names(late["name"]), series, "Days", empty)


def _latest(frame: pd.DataFrame) -> str:
    """'57 of 60 finishes are later than their baseline; Booking platform most, by 121 days'."""
    dated = frame[frame["slip_days"].notna()].sort_values("slip_days", ascending=False, kind="stable")
    late, first = int((dated["slip_days"] > 0).sum()), dated.iloc[0]
    is_later = "finish is later than its" if late == 1 else "finishes are later than their"
    return f"{late} of {len(dated)} {is_later} baseline; {first['name']} most, by {_days(first['slip_days'])}"


def _days(value: Any) -> str:
    return count(int(value), "day")


def _names(values: Iterable[Any]) -> tuple[str, ...]:
    return tuple(cut(value) for value in values)


def variances(frame: pd.DataFrame) -> Chart:
    """Forecast against budget: the projects furthest over or under, the rest in one bar."""
    empty = "No project in view has both a budget and a forecast of its cost."
    known = frame[frame["cost_variance"].notna()]
    if known.empty:
        return Chart("variances", "Forecast against budget", empty, "bars", (), (), "", empty)
    order = known.reindex(known["cost_variance"].abs().sort_values(ascending=False, kind="stable").index)
    top, rest = order.head(MOST_BARS).sort_values("cost_variance", ascending=False), order.iloc[MOST_BARS:]
    names, values = list(_names(top["name"])), [float(v) for v in top["cost_variance"]]
    if len(rest):
        names, values = [*names, f"{len(rest)} others"], [*values, float(rest["cost_variance"].sum())]
    series = (_plain("Forecast over (+) or under (−) budget", values, theme.ACCENT),)
    title = money_charts.variances_finding(frame)
    heading = "Forecast against budget"
    return Chart("variances", heading, title, "bars", tuple(names), series, _currency(known), empty)


def objectives(frame: pd.DataFrame, word: str) -> Chart:
    """Money by objective, or by what stands in for objectives (`word`)."""
    empty = f"No money is known to serve any {word}."
    rows = frame[frame["money"] > 0].sort_values("money", ascending=False)
    if rows.empty:
        return Chart("objectives", f"Money by {word}", empty, "bars", (), (), "", empty)
    currency, shown = _currency(rows), rows.head(MOST_BARS)
    series = (_plain("Money", shown["money"], theme.ACCENT),)
    title = _most(rows, currency)
    return Chart(
        "objectives", f"Money by {word}", title, "bars", _names(shown["objective_name"]), series, currency, empty
    )


def _most(rows: pd.DataFrame, currency: str) -> str:
    """'Secure water for 2050 gets most: £244m, 30 % of the spend'."""
    first = rows.iloc[0]
    share = "" if is_unknown(first["spend_share_pct"]) else f", {percent(first['spend_share_pct'])} of the spend"
    return f"{first['objective_name']} gets most: {amount(first['money'], currency)}{share}"


def coverage(frame: pd.DataFrame, word: str) -> Chart:
    """Open projects behind each objective by rating."""
    empty = f"Nothing to cover: no {word} is named."
    rows = frame.head(MOST_BARS)
    if rows.empty or not frame["open_projects"].sum():
        return Chart("coverage", f"Health by {word}", empty, "stacked_bars", (), (), "Open projects", empty)
    bands = ("green", "amber", "red", "unknown")
    series = tuple(_rated(rating, rows[rating].fillna(0)) for rating in bands if rows[rating].sum())
    title = alignment.coverage_finding(frame)
    names = _names(rows["objective_name"])
    return Chart("coverage", f"Health by {word}", title, "stacked_bars", names, series, "Open projects", empty)


def exposure(frame: pd.DataFrame) -> Chart:
    """Expected value of open risks by project beside its contingency; their number where no money is known."""
    empty = "No project in view has an open risk."
    measure = "emv" if frame["emv"].notna().any() else "open_risks"
    rows = frame[frame[measure].notna()].sort_values([measure, "project"], ascending=[False, True]).head(MOST_BARS)
    if rows.empty or not frame["open_risks"].sum():
        return Chart("exposure", "Risk exposure", empty, "bars", (), (), "", empty)
    in_money = measure == "emv"
    series = [_plain("Expected value of open risks" if in_money else "Open risks", rows[measure], theme.ACCENT)]
    if in_money and rows["contingency"].notna().any():
        series.append(_plain("Contingency", rows["contingency"], theme.SECOND))
    unit = _currency(rows) if in_money else "Open risks"
    title = risk.exposure_finding(frame)
    return Chart("exposure", "Risk exposure", title, "bars", _names(rows["name"]), tuple(series), unit, empty)


def exposure_history(frame: pd.DataFrame) -> Chart:
    """Expected value of open risks (or their number) at each status date."""
    empty = "How exposure moves is seen from the second status date on."
    if frame["status_date"].nunique() < 2:
        return Chart("exposure_history", "Exposure over time", empty, "lines", (), (), "", empty)
    in_money = bool(frame["emv"].notna().any())
    name = "Expected value of open risks" if in_money else "Open risks"
    series = (_plain(name, frame["emv" if in_money else "open_risks"], theme.ACCENT),)
    unit = _currency(frame) if in_money else "Open risks"
    title, dates = risk.history_finding(frame), _months(frame["status_date"])
    return Chart("exposure_history", "Exposure over time", title, "lines", dates, series, unit, empty)


def movement(frame: pd.DataFrame) -> Chart:
    """How many projects worsened, improved, joined or left since the comparison."""
    empty = "No project's rating moved between the two dates."
    counts = frame["movement"].value_counts()
    present = [name for name in _MOVES if name in counts.index]
    labels = tuple(_MOVES[name] for name in present)
    series = (_plain("Projects", [counts[name] for name in present], theme.ACCENT),)
    title = overview.movement_finding(frame) if present else empty
    return Chart("movement", "What moved", title, "bars", labels, series, "Projects", empty)


def project_slip(frame: pd.DataFrame) -> Chart:
    """One project's finish against its baseline at each status date, in days."""
    empty = "How the finish moved is seen from the second status date with both dates on."
    rows = frame[frame["slip_days"].notna()].sort_values("status_date")
    if len(rows) < 2:
        return Chart("project_slip", "Finish against baseline", empty, "lines", (), (), "Days", empty)
    first, last = int(rows["slip_days"].iloc[0]), int(rows["slip_days"].iloc[-1])
    since = f"{rows['status_date'].iloc[0]:%b %Y}"
    title = f"Against its baseline the finish went from {_off(first)} to {_off(last)} since {since}"
    series = (_plain("Days later than the baseline", rows["slip_days"], theme.ACCENT),)
    dates = _months(rows["status_date"])
    return Chart("project_slip", "Finish against baseline", title, "lines", dates, series, "Days", empty)


def _off(days: int) -> str:
    return "none" if days == 0 else f"{count(abs(days), 'day')} {'late' if days > 0 else 'early'}"


def ticks(labels: Sequence[str], most: int = 12) -> int:
    """Every how many categories a label is written, so that at most so many stand along an axis."""
    return max(1, -(-len(labels) // most))
