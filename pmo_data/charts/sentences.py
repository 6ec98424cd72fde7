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
    size = f"{count(int(now['open_projects']), 'open project')}"
    money = "" if is_unknown(now["budget"]) else f" with {amount(now['budget'], now['currency'])} of budget"
    return f"{size}{money}: {_state(now)}{_worst(attention)}."


def _state(now: pd.Series[Any]) -> str:
    red, amber = int(now["red"]), int(now["amber"])
    if red + amber + int(now["green"]) == 0:
        return "no rating is known yet"
    if red == 0 and amber == 0:
        return "nothing is rated red or amber"
    words = f"{red} {'is' if red == 1 else 'are'} red and {amber} amber"
    hidden = int(now["watermelons"])
    return f"{words}; {hidden} look better declared than the data says" if hidden else words


def _worst(attention: pd.DataFrame) -> str:
    if attention.empty:
        return ""
    first = attention.iloc[0]
    return f". Worst: {first['name']}. {str(first['reason']).rstrip('.')}"
