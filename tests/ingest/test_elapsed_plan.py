"""Microsoft Project's XML with durations that count the clock's hours: five days of seven are worked."""

from __future__ import annotations

import pytest

from tests.ingest.test_unseen import read, values

PLAN = """<?xml version="1.0" encoding="UTF-8"?>
<Project xmlns="http://schemas.microsoft.com/project"><SaveVersion>14</SaveVersion><Name>Dam</Name>
<MinutesPerDay>480</MinutesPerDay><Tasks>
<Task><UID>1</UID><ID>1</ID><Name>Pour</Name><Duration>PT40H0M0S</Duration><DurationFormat>7</DurationFormat></Task>
<Task><UID>2</UID><ID>2</ID><Name>Cure</Name><Duration>PT336H0M0S</Duration>
<DurationFormat>{elapsed}</DurationFormat></Task>
</Tasks></Project>"""


@pytest.mark.parametrize("elapsed", ["8", "40"])
def test_a_fortnight_of_elapsed_time_takes_ten_working_days(elapsed: str) -> None:
    found = next(t for t in read(PLAN.format(elapsed=elapsed), "plan.xml").tables if t.entity == "task")
    assert values(found, "name") == ["Pour", "Cure"]
    assert values(found, "duration_days") == [5.0, 10.0]
