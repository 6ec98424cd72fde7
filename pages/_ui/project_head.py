"""The head of a project's page: its state in a sentence, and its figures beside those of the comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from pages._ui import cards, changes, messages, room
from pages._ui.cards import Card
from pages._ui.text import md
from pmo_data.charts import project_words as words
from pmo_data.domain.scope import Scope
from pmo_data.domain.words import UNKNOWN, amount, day, is_unknown, percent
from pmo_data.queries.project import ProjectDependencies, ProjectFacts

if TYPE_CHECKING:
    import pandas as pd


def show(facts: pd.Series[Any], scope: Scope) -> None:
    """Sentence, warnings, figures."""
    st.markdown(f"**{md(words.opening(facts))}**")
    hidden = words.hidden_trouble(facts)
    if hidden:
        st.warning(md(hidden), icon=":material/visibility:")
    flag = words.leader_flag(facts)
    if flag:
        st.warning(md(flag), icon=":material/person_alert:")
    links = room.ask(ProjectDependencies(project=facts["project"], as_of=scope.as_of))
    for sentence in words.waits(links, facts["project"])[:2]:
        st.warning(md(sentence), icon=":material/link:")
    _figures(facts, _before(facts["project"], scope), scope)


def _before(project: str, scope: Scope) -> pd.Series[Any] | None:
    if scope.compare_with is None:
        return None
    found = room.ask(ProjectFacts(project=project, as_of=scope.compare_with))
    return found.iloc[0] if len(found) else None


def _figures(now: pd.Series[Any], before: pd.Series[Any] | None, scope: Scope) -> None:
    then, risks = {} if before is None else before.to_dict(), _risks(now, scope)
    cards.show(
        [
            _lateness(now, then),
            Card(
                "Complete",
                percent(now["percent_complete"]),
                changes.points(now["percent_complete"], then.get("percent_complete")),
                "up",
            ),
            Card(
                "Forecast cost",
                amount(now["forecast_cost"], now["currency"]),
                changes.money(now["forecast_cost"], then.get("forecast_cost"), now["currency"]),
                "down",
                "" if is_unknown(now["budget"]) else f"budget {amount(now['budget'], now['currency'])}",
            ),
            Card(
                "Open risks",
                _counted(risks),
                changes.steps(risks, then.get("open_risks")),
                "down",
                "" if is_unknown(risks) or is_unknown(now["high_risks"]) else f"{int(now['high_risks'])} high",
            ),
            Card(
                "Tasks done",
                _counted(now["done_tasks"]) if now["tasks"] else UNKNOWN,
                changes.steps(now["done_tasks"], then.get("done_tasks")) if now["tasks"] else None,
                "up",
                f"of {int(now['tasks'])}" if now["tasks"] else "",
            ),
        ],
        project=str(now["project"]),
    )


def _risks(now: pd.Series[Any], scope: Scope) -> float | None:
    """Open risks of the project; not known, rather than none, where no register of risks is on file at all."""
    if now["open_risks"]:
        return float(now["open_risks"])
    return None if messages.nothing_of(scope, "processes", "Risks reviewed") else 0


def _lateness(now: pd.Series[Any], then: dict[Any, Any]) -> Card:
    finish = now["forecast_finish"] if is_unknown(now["actual_finish"]) else now["actual_finish"]
    return Card(
        "Days late",
        UNKNOWN if is_unknown(now["slip_days"]) else str(int(now["slip_days"])),
        changes.steps(now["slip_days"], then.get("slip_days")),
        "down",
        _dates(finish, now["baseline_finish"]),
        "Expected finish against the baseline's.",
    )


def _dates(finish: Any, baseline: Any) -> str:
    said = [] if is_unknown(finish) else [f"finish {day(finish)}"]
    return ", ".join([*said, *([] if is_unknown(baseline) else [f"baseline {day(baseline)}"])])


def _counted(value: float | None) -> str:
    return UNKNOWN if value is None or is_unknown(value) else f"{int(value):,}"
