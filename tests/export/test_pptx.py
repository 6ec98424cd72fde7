"""The deck, read back by the library that reads decks: charts are charts, their data is the pack's."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from pptx import Presentation
from pptx.util import Emu

from pmo_data.domain.errors import PmoError
from pmo_data.export.pack.content import Pack
from pmo_data.export.pack.pptx import write_pptx
from tests.export.conftest import HOSTILE


def _deck(data: bytes) -> Any:
    return Presentation(io.BytesIO(data))


def _shapes(deck: Any) -> list[Any]:
    return [shape for slide in deck.slides for shape in slide.shapes]


def test_charts_are_native_and_hold_the_packs_numbers(compared: Pack) -> None:
    deck = _deck(write_pptx(compared))
    charts = {slide.shapes.title.text: s.chart for slide in deck.slides for s in slide.shapes if s.has_chart}
    expected = [chart for chart in compared.charts if not chart.is_empty]

    assert len(charts) == len(expected) >= 6
    for chart in expected:
        plot = charts[chart.title].plots[0]
        assert tuple(plot.categories) == chart.categories
        assert [tuple(s.values) for s in plot.series] == [s.values for s in chart.series]


def test_every_slide_says_its_finding_and_where_it_stands(compared: Pack) -> None:
    slides = list(_deck(write_pptx(compared)).slides)
    texts = [" ".join(s.text_frame.text for s in slide.shapes if s.has_text_frame) for slide in slides]

    assert all(slide.shapes.title.text.strip() for slide in slides)
    assert all(compared.stamp.footer in text for text in texts)
    assert slides[0].shapes.title.text in compared.opening


def test_charts_and_tables_are_described_for_screen_readers(compared: Pack) -> None:
    frames = [s for s in _shapes(_deck(write_pptx(compared))) if s.has_chart or s.has_table]

    assert all(s._element.nvGraphicFramePr.cNvPr.get("descr") for s in frames)


def test_an_empty_chart_is_a_sentence_on_the_last_slide(pack: Pack) -> None:
    deck = _deck(write_pptx(pack))
    last = " ".join(s.text_frame.text for s in list(deck.slides)[-1].shapes if s.has_text_frame)

    assert pack.chart("history").is_empty
    assert pack.chart("history").empty in last


def test_a_house_template_gives_its_size_and_loses_its_slides(pack: Pack) -> None:
    house = Presentation()
    house.slide_width, house.slide_height = Emu(9_000_000), Emu(6_000_000)
    house.slides.add_slide(house.slide_layouts[0]).shapes.title.text = "Delete me"
    target = io.BytesIO()
    house.save(target)

    for template in (target.getvalue(), _as_potx(target.getvalue())):
        deck = _deck(write_pptx(pack, template))
        assert (deck.slide_width, deck.slide_height) == (9_000_000, 6_000_000)
        assert "Delete me" not in [slide.shapes.title.text for slide in deck.slides]
        assert any(s.has_chart for s in _shapes(deck))
        assert all(s.left + s.width <= 9_000_000 and s.top <= 6_000_000 for s in _shapes(deck))


def _as_potx(deck: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(deck)) as source, zipfile.ZipFile(target, "w") as out:
        for entry in source.infolist():
            data = source.read(entry).replace(b"presentationml.presentation.main", b"presentationml.template.main")
            out.writestr(entry, data)
    return target.getvalue()


@pytest.mark.parametrize("template", [b"", b"PK\x03\x04 cut", b"plain text"])
def test_a_template_that_is_no_presentation_is_refused_in_a_sentence(pack: Pack, template: bytes) -> None:
    with pytest.raises(PmoError, match="no PowerPoint presentation"):
        write_pptx(pack, template)


def test_a_hostile_name_stays_text(hostile: Pack) -> None:
    deck = _deck(write_pptx(hostile))
    cells = [cell.text for s in _shapes(deck) if s.has_table for row in s.table.rows for cell in row.cells]

    assert any(cell.startswith('=1+1 <img src=x onerror=alert(1)> #panic("x")') for cell in cells)
    assert "\x07" in HOSTILE
    assert not any("\x07" in cell for cell in cells)
