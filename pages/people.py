"""People: where they will not do and what goes without, who works how much, who waits, what hangs on one person."""

from __future__ import annotations

import streamlit as st

from pages._ui import ahead, chart, frame, messages, opening, people_capacity, people_cell, room, tables
from pages._ui.text import md
from pmo_data.charts import capacity, plan_people
from pmo_data.queries.people import Capacity
from pmo_data.queries.workload import BlockedPeople, PersonWeeks, SinglePoints, UnassignedWork

scope = frame.enter()
st.title("People")
if messages.nothing_yet():
    st.stop()

room.ask_ahead(*ahead.of_people(scope))
weeks = room.ask(PersonWeeks.of(scope, most=plan_people.MOST_PEOPLE))
load = "" if weeks.empty else plan_people.finding(weeks)
st.markdown(f"**{md(capacity.opening(room.ask(Capacity.of(scope)), load))}**")
people_capacity.show(scope)

st.subheader("Person by person")
measure: str = st.segmented_control(
    "What the cells show",
    list(plan_people.MEASURES),
    default="load_pct",
    required=True,
    format_func=plan_people.MEASURES.__getitem__,
    key="people_measure",
    bind="query-params",
)
marks = chart.show(
    plan_people.heat_map(weeks, measure), alt=plan_people.finding(weeks), key="people", behind=weeks, select=True
)
people_cell.show(weeks, chart.picked(marks), scope)
if not weeks.empty:
    st.markdown(md(plan_people.idle_sentence(weeks)))
    st.caption(
        "A number holds until the next in its row. Hours are spread evenly over days and count all projects, also "
        "those the filters leave out."
    )

people_capacity.spread(scope)

# Without people or plans on file nothing can be overlooked, and nothing is in order either.
unstaffed = messages.nothing_of(scope, "people", "People")
unplanned = messages.nothing_of(scope, "project", "Tasks")
st.subheader("What hangs on one person")
tables.show(
    room.ask(SinglePoints.of(scope)),
    columns={
        "name": "Person",
        "role": "Role only they hold",
        "projects": "Projects",
        "open_tasks": "Open tasks",
        "project_names": "Which",
    },
    alt="People who alone hold a role that several projects need.",
    empty=unstaffed or "No role that several projects need is held by one person alone.",
    key="single_points",
)
st.subheader("Who waits for whom")
opening.table(
    room.ask(BlockedPeople.of(scope)),
    columns={
        "waiter_name": "Waits",
        "blocker_name": "For",
        "tasks_waiting": "Tasks",
        "first_task": "First task",
        "wanted_start": "Wanted",
        "waits_for": "Waits for",
        "blocking_finish": "Expected",
    },
    alt="Pairs of people of whom one waits for the other's unfinished task.",
    empty=unplanned or "Nobody's next task waits for somebody else's.",
    key="blocked",
)
st.subheader("Work that nobody does")
opening.table(
    room.ask(UnassignedWork.of(scope, limit=tables.MOST_ROWS)),
    columns={
        "name": "Task",
        "project_name": "Project",
        "start": "Start",
        "finish": "Finish",
        "work_hours": "Hours",
        "is_soon": "Within four weeks",
    },
    alt="Open tasks without an owner or an assignment.",
    empty=unplanned or "Every open task has an owner.",
    key="unassigned",
    counted="tasks",
)
messages.lacking("people", scope)
