"""Working calendars inside plans: their week and days off, from each of three tools, as columns of one sheet."""

from __future__ import annotations

from pmo_data.ingest.read import read_workbook
from pmo_data.ingest.read.plan_calendars import xer_days_off, xer_week
from tests.ingest.read.cells import rows_of

# The first, the third and the last exception of a calendar that P6 wrote: 4 July, Labour Day and Thanksgiving of 2019.
CLNDR_DATA = (
    "(0||CalendarData()((0||DaysOfWeek()((0||1()())(0||2()((0||0(s|08:00|f|12:00)())(0||1(s|13:00|f|17:00)())))"
    "(0||3()((0||0(f|16:00|s|08:00)())))(0||4()((0||0(s|08:00|f|12:00)())))(0||5()((0||0(s|08:00|f|12:00)())))"
    "(0||6()((0||0(s|08:00|f|12:00)())))(0||7()())))(0||Exceptions()((0||0(d|43650)())"
    "(0||1(d|43710)())(0||2(d|43722)((0||0(s|08:00|f|12:00)())))(0||3(d|43797)())))))"
)
MSPDI = """<Project xmlns="http://schemas.microsoft.com/project"><Name>Bridge</Name><CalendarUID>2</CalendarUID>
<Calendars>
 <Calendar><UID>1</UID><Name>Night shift</Name><IsBaseCalendar>1</IsBaseCalendar></Calendar>
 <Calendar><UID>2</UID><Name>Site</Name><IsBaseCalendar>1</IsBaseCalendar><WeekDays>
  <WeekDay><DayType>1</DayType><DayWorking>0</DayWorking></WeekDay>
  <WeekDay><DayType>2</DayType><DayWorking>1</DayWorking></WeekDay>
  <WeekDay><DayType>7</DayType><DayWorking>1</DayWorking></WeekDay>
  <WeekDay><DayType>0</DayType><DayWorking>0</DayWorking><TimePeriod><FromDate>2026-05-01T00:00:00</FromDate>
   <ToDate>2026-05-01T23:59:00</ToDate></TimePeriod></WeekDay></WeekDays>
  <Exceptions>
   <Exception><TimePeriod><FromDate>2026-04-03T00:00:00</FromDate><ToDate>2026-04-06T23:59:00</ToDate></TimePeriod>
    <Name>Easter</Name><Type>1</Type><DayWorking>0</DayWorking></Exception>
   <Exception><TimePeriod><FromDate>2026-12-25T00:00:00</FromDate><ToDate>2027-12-31T23:59:00</ToDate></TimePeriod>
    <Name>Christmas</Name><Type>2</Type><DayWorking>0</DayWorking></Exception>
   <Exception><TimePeriod><FromDate>2026-06-06T00:00:00</FromDate><ToDate>2026-06-06T23:59:00</ToDate></TimePeriod>
    <Name>Weekend shift</Name><Type>1</Type><DayWorking>1</DayWorking></Exception></Exceptions></Calendar></Calendars>
<Tasks><Task><UID>1</UID><Name>Dig</Name></Task><Task><UID>2</UID><IsNull>1</IsNull></Task></Tasks>
<Resources><Resource><UID>0</UID><Type>1</Type></Resource><Resource><UID>1</UID><Name>Ana</Name><Type>1</Type></Resource>
 <Resource><UID>2</UID><Name>Concrete</Name><Type>0</Type></Resource></Resources>
<Assignments><Assignment><UID>1</UID><TaskUID>1</TaskUID><ResourceUID>1</ResourceUID></Assignment>
 <Assignment><UID>2</UID><TaskUID>1</TaskUID><ResourceUID>2</ResourceUID></Assignment>
 <Assignment><UID>3</UID><TaskUID>1</TaskUID><ResourceUID>-65535</ResourceUID></Assignment></Assignments></Project>"""


def test_primavera_counts_days_off_as_spreadsheets_do_and_keeps_working_exceptions_apart() -> None:
    assert xer_week(CLNDR_DATA) == "1111100"
    assert [row["Day off"] for row in xer_days_off("5 Day", CLNDR_DATA)] == ["2019-07-04", "2019-09-02", "2019-11-28"]
    assert (xer_week("(no week)"), xer_days_off("5 Day", "")) == ("", [])


def test_a_xer_file_lists_the_days_off_of_the_calendar_its_project_follows_below_the_calendars() -> None:
    lines = [
        "ERMHDR\t8.4", "%T\tPROJECT", "%F\tproj_id\tclndr_id", "%R\t1\t5", "%T\tCALENDAR",
        "%F\tclndr_id\tclndr_name\tclndr_data", f"%R\t5\tSite\t{CLNDR_DATA}", f"%R\t6\tOther\t{CLNDR_DATA}", "%E",
    ]  # fmt: skip
    sheets = {s.name: rows_of(s) for s in read_workbook("\n".join(lines).encode(), "plan.xer").sheets}
    assert sheets["CALENDAR"][0] == ["clndr_id", "clndr_name", "clndr_data", "Weekdays", "Day off"]
    assert [row[1:2] + row[3:] for row in sheets["CALENDAR"][1:]] == [
        ["Site", "1111100", ""], ["Other", "1111100", ""],
        ["Site", "", "2019-07-04"], ["Site", "", "2019-09-02"], ["Site", "", "2019-11-28"],
    ]  # fmt: skip


def test_microsofts_calendar_of_the_project_gives_its_week_and_every_day_off() -> None:
    sheets = {s.name: rows_of(s) for s in read_workbook(MSPDI.encode(), "plan.xml").sheets}
    header, own, *off = sheets["Calendars"]
    at = {name: header.index(name) for name in ("Name", "Weekdays", "Day off", "Reason")}
    assert (own[at["Name"]], own[at["Weekdays"]]) == ("Site", "1000010")
    assert [(row[at["Day off"]], row[at["Reason"]]) for row in off] == [
        ("2026-04-03", "Easter"), ("2026-04-04", "Easter"), ("2026-04-05", "Easter"), ("2026-04-06", "Easter"),
        ("2026-12-25", "Christmas"), ("2027-12-25", "Christmas"), ("2026-05-01", ""),
    ]  # fmt: skip


def test_blank_lines_nobodys_work_and_materials_are_no_tasks_and_no_people() -> None:
    sheets = {s.name: rows_of(s) for s in read_workbook(MSPDI.encode(), "plan.xml").sheets}
    assert [row[1] for row in sheets["Tasks"][1:]] == ["Dig"]
    assert [row[1] for row in sheets["Resources"][1:]] == ["Ana"]
    assert [row[0] for row in sheets["Assignments"][1:]] == ["1"]
    assert sheets["Materials"][1:] == [["2", "Concrete", "0", "1"]]


def test_the_calendar_of_primaveras_xml_gives_its_week_and_days_off() -> None:
    text = """<APIBusinessObjects xmlns="http://xmlns.oracle.com/Primavera"><Calendar><Name>Site</Name>
    <ObjectId>5</ObjectId><StandardWorkWeek>
    <StandardWorkHours><DayOfWeek>Sunday</DayOfWeek><WorkTime/></StandardWorkHours>
    <StandardWorkHours><DayOfWeek>Monday</DayOfWeek><WorkTime><Start>08:00:00</Start></WorkTime></StandardWorkHours>
    </StandardWorkWeek><HolidayOrExceptions>
    <HolidayOrException><Date>2026-12-25T00:00:00</Date><WorkTime/></HolidayOrException>
    <HolidayOrException><Date>2026-12-24T00:00:00</Date><WorkTime><Start>08:00:00</Start></WorkTime>
    </HolidayOrException></HolidayOrExceptions></Calendar>
    <Project><Id>P</Id><ActivityDefaultCalendarObjectId>5</ActivityDefaultCalendarObjectId></Project>
    </APIBusinessObjects>"""
    sheets = {s.name: rows_of(s) for s in read_workbook(text.encode(), "plan.xml").sheets}
    assert sheets["Calendar"] == [
        ["Name", "ObjectId", "Weekdays", "Day off", "Reason"],
        ["Site", "5", "1000000", "", ""],
        ["Site", "", "", "2026-12-25", ""],
    ]
