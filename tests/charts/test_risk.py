"""Risk in charts and words: the matrix and its cells, exposure, ageing and the flow of confidence."""

from __future__ import annotations

import pandas as pd

from pmo_data.charts import risk as charts
from pmo_data.queries.overview import RatingFlow
from pmo_data.queries.registers import Issues
from pmo_data.queries.risk import Exposure, ExposureHistory, RaidAgeing, RiskMatrix
from tests.charts.frames import frame_of

FILLED = {(5, 4): ("very_high", 2), (4, 4): ("high", 3), (2, 2): ("low", 6)}
MATRIX = frame_of(
    RiskMatrix,
    *(
        {
            "probability": p, "impact": i, "band": FILLED.get((p, i), ("medium", 0))[0],
            "risks": FILLED.get((p, i), ("medium", 0))[1], "rated": 11, "total": 14, "emv": 1.5e6, "currency": "GBP",
        }
        for p in range(1, 6)
        for i in range(1, 6)
    ),
)  # fmt: skip
EXPOSURE = frame_of(
    Exposure,
    {"project": "A", "name": "Tunnel", "open_risks": 9, "emv": 3.2e6, "contingency": 4e6, "currency": "GBP"},
    {"project": "B", "name": "Weir", "open_risks": 5, "emv": 0.8e6, "currency": "GBP"},
)
AGEING = frame_of(
    RaidAgeing,
    {"kind": "risk", "bucket": "0-30", "bucket_order": 1, "items": 4, "overdue": 0},
    {"kind": "risk", "bucket": "Over 180 days", "bucket_order": 5, "items": 10, "overdue": 3},
    {"kind": "action", "bucket": "31-60", "bucket_order": 2, "items": 6, "overdue": 2},
)


def test_every_filled_cell_can_be_chosen_and_says_its_count_and_band_in_words() -> None:
    made = charts.matrix(MATRIX)
    marks = made.data[0]
    texts = [a.text for a in made.layout.annotations]

    assert sorted(charts.cell(key) for key in marks.customdata) == [(2, 2), (4, 4), (5, 4)]
    assert any("<b>2</b>" in text and "Very high" in text for text in texts)
    assert len(made.layout.shapes) == 25
    assert charts.matrix_finding(MATRIX) == "5 of 11 scored risks are high or very high (scores known 11 of 14)"


def test_a_register_without_scores_has_a_sentence_in_place_of_the_matrix() -> None:
    made = charts.matrix(MATRIX.assign(risks=0, rated=0))

    assert "carries both a probability and an impact" in made.layout.annotations[0].text


def test_exposure_is_told_in_money_beside_the_contingency() -> None:
    made = charts.exposure(EXPOSURE)

    assert list(made.data[0].text) == ["£800k", "£3.20m"]
    assert made.data[1].name == "Contingency"
    assert charts.exposure_finding(EXPOSURE) == "Tunnel carries most: £3.20m of £4.00m expected"


def test_without_money_exposure_is_told_in_open_risks() -> None:
    assert charts.exposure_finding(EXPOSURE.assign(emv=None)) == "Tunnel carries most: 9 of 14 open risks"


def test_exposure_over_time_says_where_it_came_from() -> None:
    told = frame_of(
        ExposureHistory,
        {"status_date": "2025-11-30", "open_risks": 60, "emv": 14e6, "currency": "GBP"},
        {"status_date": "2026-10-31", "open_risks": 64, "emv": 20e6, "currency": "GBP"},
    )

    assert charts.history_finding(told) == "Expected value of open risks went from £14.0m to £20.0m since Nov 2025"


def test_ageing_says_what_is_overdue_and_how_much_of_it_are_actions() -> None:
    made = charts.ageing(AGEING)

    assert charts.ageing_finding(AGEING) == "5 of 20 open lines are overdue, 2 of them actions"
    # None is late of what has no date: that is not known.
    undated = AGEING.assign(overdue=0, dated=0)
    assert charts.ageing_finding(undated) == "By when 20 open lines are due is not on file"
    assert charts.ageing_finding(undated.assign(dated=1)) == "None of 20 open lines is overdue"
    assert [trace.name for trace in made.data] == ["0-30 days", "31-60 days", "Over 180 days"]
    assert {a.text for a in made.layout.annotations} == {
        "Risks: 14 open, <b>3 overdue</b>",
        "Actions: 6 open, <b>2 overdue</b>",
    }


def _flow(*rows: tuple[str, str, str, int]) -> pd.DataFrame:
    return frame_of(RatingFlow, *({"before": b, "after": a, "direction": d, "projects": n} for b, a, d, n in rows))


def test_the_flow_says_who_fell_and_rose_and_loses_nobody() -> None:
    frame = _flow(("green", "amber", "worsened", 5), ("red", "amber", "improved", 3), ("red", "red", "same", 2))

    assert charts.flow_finding(frame) == "Declared confidence fell for 5 projects and rose for 3"
    assert sum(charts.flow(frame).data[0].link.value) == 10


def test_where_nothing_moved_a_sentence_stands_in_place_of_the_flow() -> None:
    made = charts.flow(_flow(("green", "green", "same", 5), ("red", "red", "same", 2)))

    assert made.layout.meta["empty"] == (
        "No project declares another confidence than at the comparison: 5 ● Green, 2 ■ Red."
    )


def test_the_sentence_of_the_page_puts_high_risks_first() -> None:
    assert charts.opening(MATRIX, EXPOSURE, AGEING) == (
        "5 of 11 scored risks are high or very high (scores known 11 of 14). Tunnel carries most: £3.20m of £4.00m "
        "expected. 5 of 20 open lines are overdue, 2 of them actions."
    )


def test_every_chart_of_nothing_known_is_a_sentence() -> None:
    told = frame_of(ExposureHistory, {"status_date": "2025-11-30", "open_risks": 0})

    assert charts.matrix_finding(MATRIX.assign(total=0)) == "No risk is open"
    none = charts.opening(MATRIX.head(0), EXPOSURE.head(0), AGEING.head(0), otherwise="Confidence fell for 2")
    assert none == "Confidence fell for 2. No open risk is known for the projects in view."
    assert "has an open risk" in charts.exposure(EXPOSURE.assign(open_risks=0)).layout.meta["empty"]
    assert charts.exposure_finding(EXPOSURE.assign(emv=None, open_risks=0)) == "No project carries an open risk"
    assert "second status date" in charts.exposure_history(told).layout.meta["empty"]
    assert charts.history_finding(told.head(0)) == "Exposure is not known"
    assert "is on file" in charts.ageing(AGEING.assign(items=0)).layout.meta["empty"]
    assert charts.ageing_finding(AGEING.assign(items=0)) == "Nothing is open in the registers"
    assert "no earlier snapshot" in charts.flow(_flow()).layout.meta["empty"]


def test_without_money_the_bars_and_the_line_count_risks() -> None:
    bare = EXPOSURE.assign(emv=None, contingency=None)
    told = frame_of(
        ExposureHistory,
        {"status_date": "2025-11-30", "open_risks": 60},
        {"status_date": "2026-10-31", "open_risks": 64},
    )

    made = charts.exposure(bare)
    assert (made.layout.xaxis.title.text, list(made.data[0].x), len(made.data)) == ("Open risks", [5, 9], 1)
    assert charts.history_finding(told) == "Open risks went from 60 to 64 since Nov 2025"
    drawn = charts.exposure_history(told)
    assert (drawn.layout.yaxis.title.text, list(drawn.data[0].y)) == ("Open risks", [60, 64])
    assert list(drawn.data[0].text) == ["60 open risks", "64 open risks"]


def test_exposure_that_did_not_move_is_said_to_stand() -> None:
    told = frame_of(
        ExposureHistory,
        {"status_date": "2025-11-30", "open_risks": 60, "emv": 14e6, "currency": "GBP"},
        {"status_date": "2026-10-31", "open_risks": 60, "emv": 14e6, "currency": "GBP"},
    )

    assert charts.history_finding(told) == "Expected value of open risks stands at £14.0m, as since Nov 2025"


def test_projects_beyond_the_first_ten_are_counted_in_the_finding() -> None:
    many = frame_of(
        Exposure,
        *(
            {"project": f"P{n}", "name": f"P{n}", "open_risks": n, "emv": n * 1e6, "currency": "GBP"}
            for n in range(1, 13)
        ),
    )

    assert charts.exposure_finding(many) == "P12 carries most: £12.0m of £78.0m expected (the first 10 of 12 projects)"
    assert charts.exposure(many).data[0].customdata[0] == "P3"


def test_a_sentence_without_money_or_registers_says_only_what_is_known() -> None:
    said = charts.opening(MATRIX, EXPOSURE.head(0), AGEING.head(0))

    assert said == "5 of 11 scored risks are high or very high (scores known 11 of 14)."


def test_a_risk_that_came_true_is_told_with_its_project_and_cost() -> None:
    issues = frame_of(
        Issues,
        {"name": "Late permit", "project_name": "Weir", "risk": "R-2", "currency": "GBP"},
        {"name": "Collapsed lining", "project_name": "Tunnel", "risk": "R-1", "impact_cost": 5.15e6, "currency": "GBP"},
        {"name": "Strike", "project_name": "Weir", "impact_cost": 9e6, "currency": "GBP"},
    )

    assert charts.came_true(issues) == (
        "Collapsed lining was a risk of Tunnel and came true: £5.15m, and 1 more came true"
    )
    assert charts.came_true(issues.head(1)) == "Late permit was a risk of Weir and came true"
    assert charts.came_true(issues.tail(1)) == ""
    assert charts.opening(MATRIX, EXPOSURE, AGEING, issues.head(1)).endswith(
        "2 of them actions. Late permit was a risk of Weir and came true."
    )


def test_joiners_and_leavers_are_no_movement_of_confidence() -> None:
    frame = _flow(("joined", "green", "joined", 2), ("red", "left", "left", 1), ("green", "red", "worsened", 1))
    labels = list(charts.flow(frame).data[0].node.label)

    assert "+ Joined 2" in labels
    assert "− Left 1" in labels
    assert charts.flow_finding(frame) == "Declared confidence fell for 1 project and rose for 0"
