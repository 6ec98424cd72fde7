"""The opening sentence of the overview: the state of the portfolio in words, made from its figures by rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pmo_data.domain.words import amount, count, is_unknown

if TYPE_CHECKING:
    import pandas as pd


def overview(now: pd.Series[Any], attention: pd.DataFrame) -> str:
    """What the portfolio is, how much of it is in trouble, and the money; every part left out where unknown.

    `now` is the row of `portfolio_summary`, `attention` the rows of what needs attention, worst first.
    """
    total, still = int(now["projects"]), int(now["open_projects"])
    # Money and ratings are those of all projects in view, ended ones included.
    size = count(still, "open project") if still == total else f"{count(total, 'project')}, {still} of them open,"
    money = "" if is_unknown(now["budget"]) else f" with {amount(now['budget'], now['currency'])} of budget"
    return f"{size}{money}".rstrip(",") + f": {_state(now)}{_worst(attention)}."


def _state(now: pd.Series[Any]) -> str:
    red, amber = int(now["red"]), int(now["amber"])
    if red + amber + int(now["green"]) == 0:
        return "no rating is known yet"
    if red == 0 and amber == 0:
        return "nothing is rated red or amber"
    words = f"{red} {'is' if red == 1 else 'are'} red and {amber} amber"
    hidden = int(now["watermelons"])
    ones = "" if now["open_projects"] == now["projects"] else " open ones" if hidden != 1 else " open one"
    looks = "looks" if hidden == 1 else "look"
    return f"{words}; {hidden}{ones} {looks} better declared than the data says" if hidden else words


def _worst(attention: pd.DataFrame) -> str:
    if attention.empty:
        return ""
    first = attention.iloc[0]
    return f". Worst: {first['name']}. {str(first['reason']).rstrip('.')}"
