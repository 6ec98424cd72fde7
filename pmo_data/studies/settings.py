"""The settings in force beside their defaults, and how one is changed: checked first, then a dated line.

It stands apart because the page and the console script have to refuse the same values with the same sentence.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from pmo_data.domain.errors import PmoError
from pmo_data.domain.moments import FOREVER
from pmo_data.domain.settings import BY_NAME, SETTINGS, Setting
from pmo_data.queries.settings import Settings
from pmo_data.store.database import Store
from pmo_data.store.delivery import Committed
from pmo_data.studies.asking import Ask
from pmo_data.studies.writing import write


def in_force(ask: Ask, as_of: int = FOREVER) -> pd.DataFrame:
    """Every setting: name, in_force, unit, default, changed, since, who, meaning; those beside the catalogue last."""
    said = {str(row["name"]).lower(): row for row in ask(Settings(as_of=as_of)).to_dict("records")}
    known = [_row(setting, said.pop(setting.name, None)) for setting in SETTINGS]
    more = [_row(Setting(name, None, "Set beside the catalogue."), row) for name, row in said.items()]
    return pd.DataFrame(known + more)


def financial_year(ask: Ask, as_of: int = FOREVER) -> int:
    """The month in which the financial year begins, 1 to 12; January where nothing that can be read is set."""
    said = in_force(ask, as_of).set_index("name")["in_force"]["fiscal_first_month"]
    month = pd.to_numeric(said, errors="coerce")
    return int(month) if 1 <= month <= 12 else 1


def _row(setting: Setting, said: dict[Any, Any] | None) -> dict[str, Any]:
    value = setting.default if said is None else said["value"]
    return {
        "name": setting.name, "in_force": "" if value is None else str(value), "unit": setting.unit,
        "default": "" if setting.default is None else str(setting.default), "changed": said is not None,
        "since": None if said is None else said["since"], "who": None if said is None else said["who"],
        "meaning": setting.meaning,
    }  # fmt: skip


def change(store: Store, name: str, value: str, *, who: str) -> Committed:
    """Set a value from the latest status date on. Raises PmoError with why it cannot be set."""
    setting = BY_NAME.get(name)
    fault = _fault(name, setting, value.strip())
    if fault:
        raise PmoError(fault)
    line = {"name": name, "value": value.strip(), "meaning": setting.meaning if setting else None}
    return write(store, "setting", line, who=who)


def _fault(name: str, setting: Setting | None, value: str) -> str | None:
    """Why a value cannot be set, in a sentence."""
    if not value:
        return "Write a value first."
    if name.endswith("…"):
        return "Name the bucket in place of the dots, such as target_mix:category:Regulatory."
    wants_number = isinstance(setting.default, int | float) if setting else True
    if wants_number and not value.replace(".", "", 1).isdigit():
        return f"{name} is a number such as 15; '{value}' is not."
    if name == "risk_matrix" and (len(value) != 25 or set(value) - set("LMHV")):
        return "The matrix is 25 letters out of L, M, H and V, five for each probability."
    if setting is not None and setting.choices and value not in setting.choices:
        return f"{name} is {' or '.join(setting.choices)}."
    if name == "fiscal_first_month" and not 1 <= float(value) <= 12:
        return "The first month is a number from 1 to 12."
    return None
