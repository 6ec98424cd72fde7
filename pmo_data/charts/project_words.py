"""One project in words: its state and why, its ratings side by side, its facts, and what it waits for.

Made from the one row of `ProjectFacts` and the frames around it, for the page and for whatever else tells of a project.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pandas as pd

from pmo_data.charts import theme
from pmo_data.domain.words import UNKNOWN, amount, count, day, is_unknown

DIMENSIONS = {
    "overall": "Overall",
    "schedule": "Schedule",
    "cost": "Cost",
    "scope": "Scope",
    "benefits": "Benefits",
    "risk": "Risk",
    "resource": "People",
    "governance": "Gates",
    "data": "Data",
}
_FACTS = {
    "code": "Code",
    "programme_name": "Programme",
    "portfolio_name": "Portfolio",
    "department": "Department",
    "category": "Category",
    "stage": "Stage",
    "status": "Status",
    "sponsor": "Sponsor",
    "manager": "Leader",
    "team": "Team",
    "client": "Client",
    "location": "Location",
    "priority": "Priority",
    "mandatory": "Mandatory",
    "baseline_start": "Baseline start",
    "baseline_finish": "Baseline finish",
    "forecast_start": "Forecast start",
    "forecast_finish": "Forecast finish",
    "actual_start": "Actual start",
    "actual_finish": "Actual finish",
    "approved_budget": "Approved budget",
    "whole_life_cost": "Whole-life cost",
    "forecast_cost": "Forecast cost",
    "actual_cost": "Spent",
    "contingency": "Contingency",
    "approved_on": "Approved",
    "updated_on": "Updated",
}
_MONEY = {"approved_budget", "whole_life_cost", "forecast_cost", "actual_cost", "contingency"}


def opening(facts: pd.Series[Any]) -> str:
    """The state and why, then the finish and the next milestone; every part left out where unknown."""
    parts = [f"{theme.rated(_text(facts['rating']))}: {_reason(facts)}"]
    if not is_unknown(facts["forecast_finish"]) and is_unknown(facts["actual_finish"]):
        against = "" if "baseline" in parts[0] else _against(facts)
        parts.append(f"Forecast to finish on {day(facts['forecast_finish'])}{against}.")
    if not is_unknown(facts["next_milestone_date"]):
        parts.append(f"Next: {facts['next_milestone']} on {day(facts['next_milestone_date'])}.")
    return " ".join(parts)


def _reason(facts: pd.Series[Any]) -> str:
    said = _text(facts["rating_reason"])
    if not said:
        return "nothing is known that it could be rated by."
    return said if said.endswith(".") else f"{said}."


def _against(facts: pd.Series[Any]) -> str:
    if is_unknown(facts["slip_days"]):
        return ""
    days = int(facts["slip_days"])
    if days == 0:
        return ", as in the baseline"
    return f", {count(abs(days), 'day')} {'later' if days > 0 else 'earlier'} than the baseline"


def _text(value: object) -> str:
    return "" if is_unknown(value) else str(value)


def hidden_trouble(facts: pd.Series[Any]) -> str:
    """The sentence about a project that declares itself better than its data; '' where it does not."""
    if is_unknown(facts["watermelon_gap"]) or facts["watermelon_gap"] <= 0:
        return ""
    said, found = (theme.rated(_text(facts[name])) for name in ("declared_overall", "derived_overall"))
    return f"Declared {said}, but by its data it is {found}."


def leader_flag(facts: pd.Series[Any]) -> str:
    """A sentence where nobody leads the project, or somebody who leads many; '' where neither is so."""
    if facts["status"] in ("completed", "cancelled"):
        return ""
    if is_unknown(facts["manager"]):
        return "Nobody is named as the leader of this project."
    led = 0 if is_unknown(facts["leader_projects"]) else int(facts["leader_projects"])
    return f"{facts['manager']} leads {led} open projects." if led > facts["leads_most_projects"] else ""


def dimensions(facts: pd.Series[Any]) -> pd.DataFrame:
    """A row per dimension: declared, derived, and the rule that fired. Dimensions nobody rates are left out."""
    rows = []
    for name, label in DIMENSIONS.items():
        declared, derived = facts.get(f"declared_{name}"), facts.get(f"derived_{name}")
        if is_unknown(declared) and is_unknown(derived):
            continue
        rule = facts.get("rating_reason") if name == "overall" else facts.get(f"derived_{name}_rule")
        rows.append((label, _shown(declared), _shown(derived), _text(rule)))
    return pd.DataFrame(rows, columns=["dimension", "says", "shows", "rule"])


def _shown(rating: Any) -> str | None:
    """A rating in words with its sign; None where nobody rates this dimension, which is not the same as unknown."""
    return None if is_unknown(rating) else theme.rated(str(rating))


def fact_rows(facts: pd.Series[Any]) -> pd.DataFrame:
    """What is known of the project, a fact a row, in words; unknown facts are left out."""
    rows = [(label, _said(name, facts[name], facts["currency"])) for name, label in _FACTS.items()]
    return pd.DataFrame([row for row in rows if row[1] != UNKNOWN], columns=["fact", "value"])


def _said(name: str, value: Any, currency: Any) -> str:
    if is_unknown(value):
        return UNKNOWN
    if name in _MONEY:
        return amount(float(value), _text(currency))
    if name == "mandatory":
        return "Yes" if value else "No"
    if hasattr(value, "strftime"):
        return day(value)
    text = str(value).strip()
    return text.replace("_", " ").capitalize() if name in {"status", "stage", "priority"} else text or UNKNOWN


def pairs(value: object) -> dict[str, str]:
    """The pairs of a map column, which arrives as a mapping, a list of pairs or JSON; {} for none."""
    if isinstance(value, str):
        value = json.loads(value) if value.strip() else {}
    if isinstance(value, Mapping):
        return {str(k): _text(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return {str(k): _text(v) for k, v in value}
    return {}


def origin_rows(facts: pd.Series[Any]) -> pd.DataFrame:
    """What the file said beyond the known fields: own fields, texts changed in reading, empty cells."""
    kinds = (
        ("extra", "Kept as the file has it"),
        ("original", "Text in the file before it was read"),
        ("absent", "No value: the cell is"),
        ("carried", "Carried over from import, sheet and row"),
    )
    rows = [
        (label, field.replace("_", " "), said) for name, label in kinds for field, said in pairs(facts[name]).items()
    ]
    return pd.DataFrame(rows, columns=["what", "field", "text"])


def origin(facts: pd.Series[Any]) -> str:
    """Where the project's row comes from: 'From projects.csv, row 12, import 41.'"""
    if is_unknown(facts["file_name"]):
        return "No file brought this project."
    sheet = f", sheet {facts['sheet']}" if _text(facts["sheet"]) else ""
    row = "" if is_unknown(facts["row_number"]) else f", row {int(facts['row_number'])}"
    return f"From {facts['file_name']}{sheet}{row}, import {int(facts['import_id'])}."


def waits(dependencies: pd.DataFrame, project: str) -> list[str]:
    """Deliveries across projects that come later than needed, those this project waits for first."""
    late = dependencies[
        dependencies["crosses_projects"].fillna(False).astype(bool) & (dependencies["conflict_days"] > 0)
    ]
    late = late.assign(gets=late["successor_project"] == project).sort_values(
        ["gets", "conflict_days"], ascending=[False, False]
    )
    return [_wait(row) for _, row in late.iterrows()]


def _wait(row: pd.Series[Any]) -> str:
    what = _text(row["name"]) or _text(row["predecessor_name"]) or "A delivery"
    late = count(int(row["conflict_days"]), "day")
    when = f"needed by {day(row['need_by'])}, promised for {day(row['promised_by'])}, {late} late"
    if row["gets"]:
        return f"Waits for {row['predecessor_project_name']}: {what}, {when}."
    return f"Keeps {row['successor_project_name']} waiting: {what}, {when}."
