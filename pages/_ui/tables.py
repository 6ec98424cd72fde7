"""Tables: one way to show a frame, with its columns named, measured and formatted, and a sentence where it is empty.

At most 200 rows are sent to the browser; the rest is one download away, disarmed against formulas.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import streamlit as st

from pages._ui import cell
from pages._ui.text import label as label
from pmo_data.charts.theme import rated
from pmo_data.export.cells import disarmed

if TYPE_CHECKING:
    import pandas as pd

MOST_ROWS = cell.MOST_ROWS
_MET_FIRST, _CUT_FROM, _LONG_NAME = 4, 44, 20
"""Columns that are met first; signs from which a text would be cut; the same of a name."""
_WIDE, _NAME, _LONGEST_NAME = 280, 165, 210
"""Pixels of a column of sentences, of names, and of names as long as sentences."""
_HEAD, _ROW, _TALL = 38, 74, 600
"""Pixels of the header, of a row that wraps (the table wraps from twice its usual 35 on), and of the whole at most."""
_PHONE_WIDE, _PHONE_NAME, _PHONE_ROW = 195, 120, 96
"""The same on a phone, where a name and its sentence are all that stand side by side."""
_RATINGS = ("rating", "declared", "derived", "declared_overall", "derived_overall", "effective_rating", "effective")
_MONEY = (
    "budget", "cost", "amount", "value", "at_stake", "exposure", "emv", "money", "contingency", "change", "worth",
    "spent_since",
)  # fmt: skip
_DAYS = ("_days",)
_CODES = ("state", "status", "kind", "movement", "entity", "field", "response", "priority", "severity", "stage")
"""Columns whose values are words of the catalogue: `not_started` is shown as 'Not started'."""


def show(
    frame: pd.DataFrame,
    *,
    alt: str,
    empty: str,
    columns: Mapping[str, str] | Sequence[str] | None = None,
    key: str | None = None,
    select: bool = False,
    height: int | None = None,
    explain: bool = True,
    counted: str | None = None,
) -> list[int]:
    """Draw a table; returns the positions of the rows selected (at most one) where `select` is on.

    Below it every cell that holds a figure can be explained, unless `explain` is off or the table has no key.
    `columns` are the columns shown, in order, with their labels where the name in words will not do; `alt` says in a
    sentence what the table shows; `empty` is shown in its place where there are no rows. `counted`
    names the column that says how many rows there are where only the first are in the frame.
    """
    if frame.empty:
        st.info(empty, icon=":material/inbox:")
        return []
    labels = columns if isinstance(columns, Mapping) else dict.fromkeys(columns or frame.columns, "")
    shown = _in_order(_presented(frame.loc[:, _known_first(frame, list(labels))].head(MOST_ROWS)))
    labels = {name: labels[name] for name in shown.columns}
    row = (_PHONE_ROW if on_a_phone() else _ROW) if _wraps(shown) else None
    more: dict[str, Any] = {"on_select": "rerun", "selection_mode": "single-row"} if select else {}
    answer = st.dataframe(
        shown, hide_index=True, column_config=_columns(frame, shown, labels), key=key,
        height=height or (min(_HEAD + len(shown) * row, _TALL) if row else "auto"), row_height=row,
        placeholder="n/a", alt=alt, **more,
    )  # fmt: skip
    if (rows := int(frame[counted].iloc[0]) if counted else len(frame)) > MOST_ROWS:
        st.caption(f"The first {MOST_ROWS} of {rows:,} rows.")
    picked = list(answer.selection.rows) if select else []
    if explain and key:
        cell.popover(frame, key, only=list(labels), picked=next(iter(picked), 0))
    return picked


def download(frame: pd.DataFrame, name: str, *, key: str) -> None:
    """Offer a frame as CSV whose cells no spreadsheet runs."""
    if not frame.empty:
        st.download_button(
            "Download rows",
            lambda: csv_bytes(frame),
            file_name=f"{name}.csv",
            mime="text/csv",
            icon=":material/download:",
            key=key,
            type="tertiary",
        )


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """A frame as CSV in UTF-8 with a byte-order mark (spreadsheets need it), texts disarmed."""
    safe = frame.map(lambda value: disarmed(value) if isinstance(value, str) else value)
    return safe.to_csv(index=False).encode("utf-8-sig")


def on_a_phone() -> bool:
    """Whether the reader's browser calls itself one of a phone: how wide its window is, the server does not know."""
    return "Mobi" in (st.context.headers.get("User-Agent") or "")


def _known_first(frame: pd.DataFrame, names: list[str]) -> list[str]:
    """The columns in their order, those of which nothing is known at the end: they have nothing to be met with."""
    return sorted(names, key=lambda name: bool(frame[name].isna().all()))


def _in_order(shown: pd.DataFrame) -> pd.DataFrame:
    """On a phone with the first name and the first sentence before the other columns: it has room for these."""
    names = list(shown.columns)
    name = next(filter(_is_name, names), None)
    if name is None or not _wraps(shown) or not on_a_phone():
        return shown
    # A name as long as a sentence leaves no room for another.
    told = [] if _mostly_long(shown[name]) else [n for n in names if max(_signs(shown[n]), default=0) > _CUT_FROM]
    sentence = next((n for n in told if n != name), None)
    return shown[sorted(names, key=lambda n: 0 if n == name else 1 if n == sentence else 2)]


def _is_name(name: str) -> bool:
    return name == "name" or name.endswith("_name")


def _presented(frame: pd.DataFrame) -> pd.DataFrame:
    """Ratings in shape and word, codes of the catalogue in words; everything else as it is."""
    found = {name: frame[name].map(rated, na_action=None) for name in frame.columns if _is_rating(name)}
    words = {name: frame[name].map(label, na_action="ignore") for name in frame.columns if name in _CODES}
    return frame.assign(**found, **words)


def _is_rating(name: str) -> bool:
    return name in _RATINGS or (name.startswith(("rating_", "declared_", "derived_")) and not name.endswith("rule"))


def _columns(frame: pd.DataFrame, shown: pd.DataFrame, labels: Mapping[str, str]) -> dict[str, Any]:
    currency, wraps, phone = _currency(frame), _wraps(shown), on_a_phone()
    widths = {name: _width(name, shown[name], phone=phone) if wraps else None for name in labels}
    return {name: _column(name, label, shown[name], currency, widths[name]) for name, label in labels.items()}


def _signs(values: pd.Series[Any]) -> list[int]:
    """Signs of each text of a column, the shortest first."""
    return sorted(len(value) for value in values if isinstance(value, str))


def _wraps(shown: pd.DataFrame) -> bool:
    """Whether rows are tall enough for sentences in several lines, which would be cut in one.

    Not for the sake of a few long texts among many short ones, nor of one far to the right: every row grows by it.
    """
    return any(_mostly_long(shown[name]) for name in shown.columns[:_MET_FIRST])


def _mostly_long(values: pd.Series[Any]) -> bool:
    """Whether more than a few of a column's texts would be cut in one line."""
    signs = _signs(values)
    return bool(signs) and signs[(len(signs) * 4 - 1) // 5] > _CUT_FROM


def _width(name: str, values: pd.Series[Any], *, phone: bool) -> int | None:
    """A column's pixels where rows wrap: sentences and names share what a phone has."""
    longest = max(_signs(values), default=0)
    if phone and longest > _LONG_NAME:
        narrow = longest <= _CUT_FROM or (_is_name(name) and not _mostly_long(values))
        return _PHONE_NAME if narrow else _PHONE_WIDE
    if longest > _CUT_FROM:
        return _LONGEST_NAME if _is_name(name) else _WIDE
    return _NAME if longest > _LONG_NAME else None


def _currency(frame: pd.DataFrame) -> str:
    """The currency of the amounts where the frame names one and only one."""
    said = list(frame["currency"].dropna().unique()) if "currency" in frame.columns else []
    return str(said[0]) if len(said) == 1 else ""


def _column(name: str, said: str, values: pd.Series[Any], currency: str, width: int | None) -> Any:
    title = said or label(name)
    if (
        str(values.dtype).startswith("datetime")
        or name.endswith(("_start", "_finish", "_date", "_on"))
        or name == "due"
    ):
        return st.column_config.DateColumn(title, format="D MMM YYYY")
    if name.endswith("_pct") or name == "percent_complete":
        return st.column_config.NumberColumn(f"{title} %", format="%.0f")
    if name.endswith(_DAYS):
        return st.column_config.NumberColumn(f"{title} (days)", format="%d")
    if values.dtype.kind in "fi" and any(word in name for word in _MONEY):
        unit = f" ({currency})" if currency else ""
        return st.column_config.NumberColumn(f"{title}{unit}", format="compact")
    return st.column_config.Column(title, width=width)
