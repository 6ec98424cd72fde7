"""What trackers say stands above a row: by its key, or by an id that the tool keeps beside the key."""

from __future__ import annotations

import pytest

from tests.ingest.test_unseen import rules, table, values


@pytest.mark.parametrize("header", ["Parent", "Parent id"])
def test_a_parent_given_by_the_tools_own_id_leads_to_the_key_of_that_row(header: str) -> None:
    found = table(
        f"Issue Type,Issue key,Issue id,{header},Summary,Status\nEpic,OPS-10,31000,,New hall,To Do\n"
        "Story,OPS-11,31001,31000,Order racks,To Do\nSub-task,OPS-12,31002,31001,Ask vendors,Done\n"
    )
    assert values(found, "parent") == [None, "OPS-10", "OPS-11"]
    assert dict(values(found, "original")[1])["parent"] == "31000"
    assert "reference_unknown" not in rules(found)


def test_a_parent_that_is_in_another_file_stays_as_written_and_is_said() -> None:
    found = table(
        "Issue Type,Issue key,Issue id,Parent id,Summary,Status\nEpic,OPS-10,31000,,New hall,To Do\n"
        "Story,OPS-11,31001,31000,Order racks,To Do\nStory,OPS-12,31002,29999,Old,Done\n"
    )
    assert values(found, "parent") == [None, "OPS-10", "29999"]
    assert "reference_unknown" in rules(found)


def test_epics_and_stories_above_come_from_two_columns_and_keys_are_believed_before_ids() -> None:
    found = table(
        "Issue key,Issue id,Summary,Issue Type,Status,Parent id,Custom field (Epic Link)\n"
        "WEB-1,41,Site,Epic,To Do,,\nWEB-2,42,Home,Story,To Do,,WEB-1\nWEB-3,43,Text,Sub-task,To Do,42,\n"
    )
    assert values(found, "parent") == [None, "WEB-1", "WEB-2"]
    found = table(
        "Issue key,Issue id,Summary,Issue Type,Status,Parent,Parent key\n"
        "WEB-1,41,Site,Epic,To Do,39,OLD-9\nWEB-2,42,Home,Story,To Do,41,WEB-1\n"
    )
    assert values(found, "parent") == ["OLD-9", "WEB-1"]


def test_a_parent_by_the_id_that_is_the_code_stays() -> None:
    found = table(
        "ID,Work Item Type,Title,State,Parent,Old ID\n501,Epic,Portal,Active,,502\n502,Feature,Login,Active,501,503\n"
    )
    assert values(found, "parent") == [None, "501"]
