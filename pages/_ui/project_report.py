"""The next status report: what was said last, a draft from the data that is completed and filed, and comments."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from pages._ui import messages, room, studies, tables
from pages._ui.text import md
from pmo_data.charts.theme import ORDER, rated
from pmo_data.domain.scope import Scope
from pmo_data.ingest.who import whoami
from pmo_data.queries.registers import StatusReports
from pmo_data.studies.plan import plan
from pmo_data.studies.status import carried_forward, comment_sentence, draft, numbers
from pmo_data.studies.writing import write


def show(project: str, scope: Scope) -> None:
    with messages.plainly():
        reports = room.ask(StatusReports(as_of=scope.as_of))
        mine = reports[reports["project"] == project]
        left, right = st.columns(2, gap="large")
        with left:
            st.markdown("**Last report**")
            _last(mine)
        with right:
            st.markdown("**Next report, drafted from the data**")
            _next(project, scope)
        st.markdown("**Comments**")
        _comments(project, scope)


def _last(rows: Any) -> None:
    if rows.empty:
        st.info("No status report was filed for this project.", icon=":material/inbox:")
        return
    last = rows.iloc[0]
    st.markdown(f"{rated(last['overall'])} · {md(last['author'])} · {last['report_date']:%d %b %Y}")
    for title, name in (("What happened", "commentary"), ("Next", "next_steps"), ("Asked for", "ask")):
        if isinstance(last[name], str):
            st.markdown(f"*{title}:* {md(last[name])}")


def _next(project: str, scope: Scope) -> None:
    proposed = studies.run(draft, project, scope.as_of, scope.compare_with)
    with st.form(f"report_{project}", border=True):
        day = st.date_input("Reported for", proposed.report_date or date.today(), format="DD/MM/YYYY")
        author = st.text_input("Author", proposed.author)
        overall = st.selectbox("Overall rating", ORDER[:6], index=None, format_func=rated, placeholder="Choose")
        commentary = st.text_area("What changed, and why", proposed.commentary, height=170)
        next_steps = st.text_area("What comes next", proposed.next_steps, height=100)
        ask = st.text_area("Decision needed", proposed.ask, height=80)
        filed = st.form_submit_button("File the report", icon=":material/send:")
    if filed:
        said = {"project": project, "report_date": day, "author": author, "submitted_on": date.today()}
        words = {"overall": overall, "commentary": commentary, "next_steps": next_steps, "ask": ask}
        _write("status_report", {**said, **words}, "The report was filed; it can be undone on the data page.")


def _comments(project: str, scope: Scope) -> None:
    rows = studies.run(carried_forward, project, scope.as_of)
    st.markdown(md(comment_sentence(rows)))
    if not rows.empty:
        tables.show(
            rows,
            columns={
                "written_on": "Written",
                "author": "By",
                "about_words": "About",
                "text": "Comment",
                "value_then": "Value then",
                "value_now": "Value now",
                "stale": "Moved since",
                "handed_to": "Handed to",
                "due": "Due",
                "state": "State",
            },
            alt="Comments, latest first, with the value they spoke of then and now.",
            empty="",
            key="comments",
        )
    targets = numbers(studies.run(plan, project, scope.as_of))
    with st.form(f"comment_{project}", clear_on_submit=True):
        about = st.selectbox(
            "About",
            list(targets),
            format_func=lambda key: f"{targets[key][0]} ({targets[key][1]})",
            key=f"comment_about_{project}",
        )
        text = st.text_area("Comment", height=80, key=f"comment_text_{project}")
        left, right = st.columns(2)
        handed_to = left.text_input("Handed to")
        due = right.date_input("Due", None, format="DD/MM/YYYY")
        kept = st.form_submit_button("Keep the comment", icon=":material/add_comment:")
    if kept:
        row = {"project": project, "about": about, "text": text, "value_then": targets[about][1], "state": "open"}
        who = {"author": whoami(), "written_on": date.today(), "handed_to": handed_to, "due": due}
        _write("comment", {**row, **who}, "The comment is kept.")


def _write(entity: str, row: dict[str, object], done: str) -> None:
    with messages.plainly():
        write(room.store(), entity, row, who=whoami())
        st.toast(done)
        st.rerun()
