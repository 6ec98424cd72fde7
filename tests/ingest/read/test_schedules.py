"""Schedule files of planning tools: one flat sheet per kind of object, header first."""

from __future__ import annotations

import pytest

from pmo_data.domain.errors import Refused
from pmo_data.ingest.read import read_workbook
from tests.ingest.read.cells import rows_of

_PROJECT = """<?xml version="1.0" encoding="UTF-8"?>
<Project xmlns="http://schemas.microsoft.com/project"><Name>Bridge</Name>
<ExtendedAttributes><ExtendedAttribute><FieldID>188743731</FieldID><Alias>Owner</Alias></ExtendedAttribute></ExtendedAttributes>
<Tasks>
 <Task><UID>1</UID><Name>Dig &amp; drain</Name><Baseline><Number>0</Number><Start>2026-01-05T08:00:00</Start></Baseline>
  <ExtendedAttribute><FieldID>188743731</FieldID><Value>Ana</Value></ExtendedAttribute></Task>
 <Task><UID>2</UID><Name>Build</Name><PredecessorLink><PredecessorUID>1</PredecessorUID><Type>1</Type>
  <LinkLag>4800</LinkLag></PredecessorLink></Task>
</Tasks>
<Resources><Resource><UID>7</UID><Name>Crew</Name></Resource></Resources></Project>"""


def test_a_microsoft_project_file_gives_tasks_resources_and_links() -> None:
    workbook = read_workbook(_PROJECT.encode(), "plan.xml")
    sheets = {sheet.name: rows_of(sheet) for sheet in workbook.sheets}
    assert workbook.kind == "mspdi"
    assert sheets["Tasks"] == [
        ["UID", "Name", "Baseline.Start", "Owner"],
        ["1", "Dig & drain", "2026-01-05T08:00:00", "Ana"],
        ["2", "Build", "", ""],
    ]
    assert sheets["Links"] == [
        ["TaskUID", "PredecessorUID", "Type", "CrossProject", "LinkLag", "LagFormat"],
        ["2", "1", "1", "", "4800", ""],
    ]
    assert sheets["Resources"] == [["UID", "Name"], ["7", "Crew"]]
    assert sheets["Project"] == [["Name"], ["Bridge"]]


def test_a_primavera_text_file_gives_a_sheet_per_table_numbered_by_line() -> None:
    lines = (
        "ERMHDR\t8.4\r\n%T\tTASK\r\n%F\ttask_id\tname\r\n%R\t1\tDig\r\n%R\t2\tBuild\tx\r\n"
        "%T\tTASKPRED\r\n%F\ta\r\n%R\t1\r\n%E\r\n"
    )
    first, second = read_workbook(lines.encode("cp1252"), "plan.xer").sheets
    assert (first.name, first.first_row, rows_of(first)) == (
        "TASK",
        3,
        [["task_id", "name"], ["1", "Dig"], ["2", "Build"]],
    )
    assert first.surplus == {5: ("x",)}
    assert (second.name, rows_of(second)) == ("TASKPRED", [["a"], ["1"]])


def test_a_primavera_xml_file_gives_activities_and_relationships_of_its_projects() -> None:
    text = """<APIBusinessObjects xmlns="http://xmlns.oracle.com/Primavera"><Project><Id>P</Id><ObjectId>9</ObjectId>
    <Activity><Id>A1</Id><ObjectId>1</ObjectId></Activity>
    <Relationship><Lag>8</Lag><ObjectId>5</ObjectId></Relationship></Project></APIBusinessObjects>"""
    sheets = {sheet.name: rows_of(sheet) for sheet in read_workbook(text.encode(), "plan.xml").sheets}
    assert sheets["Activity"] == [["Id", "ObjectId"], ["A1", "1"]]
    assert sheets["Relationship"] == [["Lag", "ObjectId"], ["8", "5"]]
    assert sheets["Project"] == [["Id", "ObjectId"], ["P", "9"]]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (_PROJECT.replace("<Project", '<!DOCTYPE x [<!ENTITY a "b">]><Project', 1), "entity definitions"),
        (_PROJECT[:-30], "cannot be read from line"),
        (_PROJECT.replace("<Name>Bridge</Name>", "<a>" * 1000 + "</a>" * 1000), "nested"),
        ('<Project xmlns="http://schemas.microsoft.com/project"><Name>x</Name></Project>', "no schedule"),
    ],
)
def test_a_schedule_that_is_broken_or_unsafe_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(Refused) as caught:
        read_workbook(text.encode(), "plan.xml")
    assert sentence in str(caught.value)
