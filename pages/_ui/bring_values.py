"""How the values of a table are read: orders, marks and scales that nothing proves, and words to match."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from pages._ui import bring_names, bring_steps
from pages._ui.text import md
from pmo_data.domain.catalogue import ENTITIES
from pmo_data.domain.fields import Kind
from pmo_data.domain.words import count
from pmo_data.ingest.typing.amounts import DOLLARS

if TYPE_CHECKING:
    from pages._ui.bring_steps import Place
    from pmo_data.ingest.asked import Asked, FormatQuestion, What, WordQuestion
    from pmo_data.ingest.plan import PreparedFile

LEFT = "left as text"
FEW = 12
"""Up to so many words each has a choice of its own; more of them share a grid."""
WAYS: dict[What, dict[Any, str]] = {
    "date_order": {"dmy": "Day first (31/12/2026)", "mdy": "Month first (12/31/2026)"},
    "decimal": {".": "1,234.5 (decimal point)", ",": "1.234,5 (decimal comma)"},
    "percent_scale": {1: "1 means 1 %", 100: "1 means 100 %"},
    "unit": {1: "as written", 1_000: "thousands", 1_000_000: "millions", 1_000_000_000: "billions"},
    "dollar": dict(DOLLARS),
    "scale_order": {"lowest_first": "1 is the lowest", "highest_first": "1 is the highest"},
}
_CURRENCIES = ["", "EUR", "GBP", "USD", "CHF", "AUD", "CAD", "DKK", "INR", "JPY", "NOK", "NZD", "PLN", "SEK", "ZAR"]


def show(place: Place, file: PreparedFile, questions: Asked) -> None:
    """The step: open questions first, then any column whose reading a person wants to change."""
    names = bring_names.asked(place, file)
    asks = _open(questions) + names.open > 0
    with bring_steps.step(place, "4 Match values", _state(questions, names.open), asks=asks):
        for question in questions.formats:
            _ask_format(place, question)
        if questions.begins is not None:
            _ask_begin(place, questions.begins)
        for words in questions.words:
            _ask_words(place, words)
        bring_names.show(place, names)
        _any_column(place)


def _open(questions: Asked) -> int:
    return questions.open - len(questions.columns)


def _state(questions: Asked, names: int) -> str:
    formats = sum(f.open for f in questions.formats) + (questions.begins is not None and questions.begins.open)
    words = sum(q.unknown for q in questions.words)
    parts = [count(formats, "reading") + " to choose"] if formats else []
    parts += [count(words, "word") + " to match"] if words else []
    parts += [count(names, "question") + " about names"] if names else []
    return ", ".join(parts) or "every value is read in one way"


def _ask_format(place: Place, question: FormatQuestion) -> None:
    """A choice of a few, none made beforehand while the question is open."""
    ways = WAYS[question.what]
    said = st.radio(
        f"**{md(question.header)}**: {md(_without_header(question))}",
        list(ways),
        index=None if question.open else list(ways).index(question.taken),
        format_func=lambda way: md(ways[way]),
        horizontal=True,
        key=place.key(f"{question.what}_{question.header}"),
    )
    if said is not None and (question.open or said != question.taken):
        bring_steps.answer_for(place, question.what, question.header, said)


def _ask_begin(place: Place, question: FormatQuestion) -> None:
    """When the first of numbered weeks, months or years begins."""
    known = None if question.taken is None else date.fromisoformat(str(question.taken))
    st.text(question.sentence)
    said = st.date_input("The first of these periods begins on", known, format="YYYY-MM-DD", key=place.key("begins"))
    if isinstance(said, date) and said != known:
        bring_steps.answer_for(place, question.what, question.header, said.isoformat())


def _without_header(question: FormatQuestion) -> str:
    """The sentence of the finding, which names its column itself; as answered, where it is answered."""
    _, colon, rest = question.sentence.partition(": ")
    return (rest if colon else question.sentence) or "as you said."


def _ask_words(place: Place, question: WordQuestion) -> None:
    """Each word of the file with its rows and what it means; what is left as text counts as not known."""
    field = ENTITIES[place.table.plan.entity].by_name[question.field]
    st.markdown(f"**{md(question.header)}**: what do these words mean as {md(field.title.lower())}?")
    before = {w.text: LEFT if w.value is None else _plain(w.value) for w in question.words}
    few = len(question.words) <= FEW
    means = _few_words(place, question, before) if few else _many_words(place, question, before)
    if means != before:
        _keep_words(place, question, means)


def _few_words(place: Place, question: WordQuestion, before: dict[str, str]) -> dict[str, str]:
    """A choice for each word: easier to use than a grid, also on a phone."""
    options = [LEFT, *(_plain(value) for value in question.values)]
    means = {}
    with st.grid(3, min_column_width=220):
        for number, word in enumerate(question.words):
            means[word.text] = st.selectbox(
                f"“{md(word.text)}” in {count(word.rows, 'row')}",
                options,
                index=options.index(before[word.text]),
                format_func=_spoken,
                key=place.key(f"word_{question.header}_{number}"),
            )
    return means


def _many_words(place: Place, question: WordQuestion, before: dict[str, str]) -> dict[str, str]:
    options = [LEFT, *(_plain(value) for value in question.values)]
    column = st.column_config.SelectboxColumn("Means", options=options, format_func=_spoken, required=True)
    edited = st.data_editor(
        pd.DataFrame({"Word": list(before), "Rows": [w.rows for w in question.words], "Means": list(before.values())}),
        hide_index=True,
        disabled=["Word", "Rows"],
        column_config={"Means": column},
        key=place.key(f"words_{question.header}"),
        alt="The words of a column, in how many rows each stands and what it means",
    )
    return dict(zip(edited["Word"], edited["Means"], strict=True))


def _spoken(value: object) -> str:
    return str(value).replace("_", " ")


def _keep_words(place: Place, question: WordQuestion, means: dict[str, str]) -> None:
    known = {word: value for word, value in means.items() if value != LEFT}
    what = "scale" if question.steps else "values"
    said = {word: float(value) if question.steps else value for word, value in known.items()}
    bring_steps.answer_for(place, what, question.header, said)


def _plain(value: str | float) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _any_column(place: Place) -> None:
    """Readings that are proven can still be wrong: any date or amount can be told otherwise."""
    fields = ENTITIES[place.table.plan.entity].by_name
    kinds = {
        c.header: fields[c.field].kind
        for c in place.table.plan.columns
        if c.field in fields and fields[c.field].kind in (Kind.DATE, Kind.MONEY, Kind.NUMBER, Kind.PERCENT)
    }
    if not kinds:
        return
    with st.popover("Read a column otherwise", icon=":material/tune:", type="tertiary"):
        header = st.selectbox("Column", list(kinds), key=place.key("otherwise"))
        _controls(place, header, kinds[header])


def _controls(place: Place, header: str, kind: Kind) -> None:
    column = next(c for c in place.table.plan.columns if c.header == header)
    now = column.format
    if kind is Kind.DATE:
        _choose(place, header, "date_order", "Order", WAYS["date_order"], now.get("date_order"))
    if kind is Kind.PERCENT:
        _choose(place, header, "percent_scale", "Scale", WAYS["percent_scale"], now.get("percent_scale"))
    if kind in (Kind.MONEY, Kind.NUMBER, Kind.PERCENT):
        _choose(place, header, "decimal", "Decimal mark", WAYS["decimal"], now.get("decimal"))
    if kind is Kind.MONEY:
        _choose(place, header, "unit", "Amounts are", WAYS["unit"], now.get("unit", 1))
        names = {code: code or "not said" for code in _CURRENCIES}
        _choose(place, header, "currency", "Currency", names, now.get("currency", ""))


def _choose(place: Place, header: str, what: str, label: str, ways: dict[Any, str], now: Any) -> None:
    said = st.selectbox(
        label,
        list(ways),
        index=list(ways).index(now) if now in ways else None,
        format_func=ways.__getitem__,
        placeholder="as the file shows",
        key=place.key(f"{what}_{header}_otherwise"),
    )
    if said is not None and said != now:
        bring_steps.answer_for(place, what, header, said)
