"""Exports of known tools, declared: the headers that give a tool away and what its columns are.

Data, not code: one entry per tool and table. A profile decides the entity and those columns it names; the rest is
matched as anywhere. Headers are compared by canonical words, so that case, spaces and underscores do not matter.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from pmo_data.ingest.recognise.vocabulary.profile import Profile
from pmo_data.ingest.recognise.vocabulary.sheet_profiles import SHEET_PROFILES
from pmo_data.ingest.recognise.vocabulary.words import spelled, variants

_XER = "Primavera P6 (XER)"
_PMXML = "Primavera P6 (XML)"
_MSPDI = "MS Project (XML)"
SCHEDULES = frozenset({_XER, _PMXML, _MSPDI})
"""Tools whose files hold a plan with what it refers to: tasks, links, people, calendars."""
_JIRA_FIELDS: dict[str, str | None] = {
    "Issue key": "code", "Issue id": None, "Summary": "name", "Issue Type": "category", "Status": "status",
    "Project key": "project", "Project name": None, "Priority": "priority", "Assignee": "owner", "Reporter": None,
    "Created": None, "Updated": None, "Resolved": "actual_finish", "Due date": "planned_finish",
    "Due Date": "planned_finish",
    "Parent key": "parent", "Epic Link": "parent", "Custom field (Epic Link)": "parent", "Parent": "parent",
    "Parent id": "parent", "Parent summary": None,
    "Original Estimate": "work_hours", "Original estimate": "work_hours", "Time Spent": "actual_work_hours",
    "Remaining Estimate": "remaining_work_hours", "Description": "notes", "Resolution": None, "Status Category": None,
    "Custom field (Start date)": "planned_start", "Custom field (Target start)": "planned_start",
    "Custom field (Target end)": "planned_finish", "Custom field (Actual start)": "actual_start",
    "Custom field (Actual end)": "actual_finish", "Inward issue link (Blocks)": "predecessors",
    "Outward issue link (Blocks)": "successors",
}  # fmt: skip
_JIRA_SECONDS = {"Original Estimate": "seconds", "Original estimate": "seconds", "Time Spent": "seconds",
                 "Remaining Estimate": "seconds"}  # fmt: skip

_ADO_FIELDS: dict[str, str | None] = {
    "ID": "code", "Work Item Type": "category", "Title": "name", "Title 1": "name", "Assigned To": "owner",
    "State": "status", "Tags": None, "Area Path": None, "Iteration Path": None, "Priority": "priority",
    "Start Date": "planned_start", "Finish Date": "planned_finish", "Target Date": "planned_finish",
    "Due Date": "planned_finish", "Closed Date": "actual_finish", "Original Estimate": "work_hours",
    "Completed Work": "actual_work_hours", "Remaining Work": "remaining_work_hours", "Parent": "parent",
    "Effort": None, "Story Points": None, "Team Project": "project", "Created Date": None, "Severity": None,
    "Changed Date": None, "Description": "notes", "Reason": None, "Board Column": None, "Board Lane": None,
}  # fmt: skip

PROFILES: tuple[Profile, ...] = (
    Profile(
        _XER, "task", ("task_code", "task_name", "proj_id", "target_start_date"),
        {"task_id": None, "proj_id": None, "wbs_id": None, "Project code": "project", "Parent WBS path": "parent",
         "task_code": "code", "task_name": "name", "status_code": "status", "task_type": "category",
         "phys_complete_pct": None, "Complete (%)": "percent_complete",
         "target_start_date": "planned_start", "target_end_date": "planned_finish",
         "act_start_date": "actual_start", "act_end_date": "actual_finish", "Earning rule": "earning_rule",
         "target_drtn_hr_cnt": "duration_days", "remain_drtn_hr_cnt": "remaining_days",
         "target_work_qty": "work_hours", "act_work_qty": "actual_work_hours",
         "remain_work_qty": "remaining_work_hours",
         "cstr_type": None, "Constraint": "constraint", "cstr_date": "constraint_date", "priority_type": "priority",
         "rsrc_id": None,
         "early_start_date": "forecast_start", "early_end_date": "forecast_finish", "clndr_id": None,
         "duration_type": None, "guid": None},
        units={"target_drtn_hr_cnt": "hours", "remain_drtn_hr_cnt": "hours"}),
    Profile(
        _XER, "dependency", ("task_id", "pred_task_id", "pred_type"),
        {"task_pred_id": None, "task_id": None, "pred_task_id": None, "proj_id": None, "pred_proj_id": None,
         "Successor code": "successor", "Predecessor code": "predecessor",
         "Successor project code": "successor_project", "Predecessor project code": "predecessor_project",
         "pred_type": "relation", "lag_hr_cnt": "lag_days"},
        units={"lag_hr_cnt": "hours"}),
    Profile(
        _XER, "assignment", ("taskrsrc_id", "task_id", "rsrc_id"),
        {"taskrsrc_id": None, "Assignment code": "code", "task_id": None, "proj_id": None, "rsrc_id": None,
         "role_id": None,
         "Task code": "task", "Project code": "project", "Resource code": "person", "target_qty": "planned_hours",
         "act_reg_qty": "actual_hours", "target_start_date": "start", "target_end_date": "finish"}),
    Profile(
        _XER, "person", ("rsrc_id", "rsrc_name"),
        {"rsrc_id": None, "rsrc_short_name": "code", "rsrc_name": "name", "rsrc_title_name": "role",
         "email_addr": "email", "active_flag": "active", "curr_id": None}, sheet="RSRC"),
    Profile(
        _XER, "project", ("proj_id", "proj_short_name"),
        {"proj_id": None, "proj_short_name": "code", "Project name": "name", "plan_start_date": "baseline_start",
         "plan_end_date": "baseline_finish", "scd_end_date": "forecast_finish", "fcst_start_date": "forecast_start",
         "last_recalc_date": "updated_on", "priority_num": "priority"}, sheet="PROJECT"),
    Profile(
        _XER, "task", ("wbs_id", "wbs_name", "parent_wbs_id"),
        {"wbs_id": None, "proj_id": None, "parent_wbs_id": None, "Project code": "project", "WBS path": "code",
         "Parent WBS path": "parent", "Summary": "summary", "wbs_short_name": "wbs", "wbs_name": "name",
         "status_code": None,
         "anticip_start_date": None, "anticip_end_date": None, "est_wt": None, "orig_cost": None,
         "sum_data_flag": None}, sheet="PROJWBS"),
    Profile(
        _XER, "calendar", ("clndr_id", "clndr_name"),
        {"clndr_id": None, "clndr_name": "name", "day_hr_cnt": "hours_per_day", "Weekdays": "weekdays",
         "Day off": "holiday"},
        sheet="CALENDAR", least=1),
    Profile(
        _PMXML, "task", ("ObjectId", "Id", "Name", "PlannedStartDate", "ProjectObjectId"),
        {"Id": "code", "Name": "name", "ObjectId": None, "Project code": "project", "Parent WBS path": "parent",
         "Status": "status", "Type": "category", "PercentComplete": "percent_complete",
         "PhysicalPercentComplete": None, "PlannedStartDate": "planned_start", "PlannedFinishDate": "planned_finish",
         "StartDate": "forecast_start", "FinishDate": "forecast_finish", "ActualStartDate": "actual_start",
         "ActualFinishDate": "actual_finish", "PlannedDuration": "duration_days",
         "RemainingDuration": "remaining_days", "PlannedLaborUnits": "work_hours",
         "ActualLaborUnits": "actual_work_hours", "RemainingLaborUnits": "remaining_work_hours",
         "PrimaryConstraintType": None, "Constraint": "constraint", "PrimaryConstraintDate": "constraint_date",
         "LevelingPriority": "priority", "ActualDuration": None, "DurationType": None}, sheet="Activity",
        units={"PlannedDuration": "hours", "RemainingDuration": "hours"}),
    Profile(
        _PMXML, "dependency", ("PredecessorActivityObjectId", "SuccessorActivityObjectId"),
        {"ObjectId": None, "Predecessor code": "predecessor", "Successor code": "successor",
         "Predecessor project code": "predecessor_project", "Successor project code": "successor_project",
         "Type": "relation", "Lag": "lag_days"}, sheet="Relationship", units={"Lag": "hours"}),
    Profile(
        _PMXML, "assignment", ("ActivityObjectId", "ResourceObjectId"),
        {"ObjectId": None, "Assignment code": "code", "Task code": "task", "Project code": "project",
         "Resource code": "person",
         "PlannedUnits": "planned_hours", "ActualUnits": "actual_hours", "StartDate": "start", "FinishDate": "finish"},
        sheet="ResourceAssignment"),
    Profile(
        _PMXML, "person", ("ObjectId", "Id", "Name"),
        {"ObjectId": None, "Id": "code", "Name": "name", "Title": "role", "EmailAddress": "email",
         "IsActive": "active"}, sheet="Resource"),
    Profile(
        _PMXML, "project", ("ObjectId", "Id", "Name"),
        {"ObjectId": None, "Id": "code", "Name": "name", "Status": "status", "PlannedStartDate": "baseline_start",
         "StartDate": "forecast_start", "FinishDate": "forecast_finish", "DataDate": "updated_on",
         "StrategicPriority": "priority", "RiskLevel": None}, sheet="Project"),
    Profile(
        _PMXML, "task", ("ObjectId", "Code", "Name", "ProjectObjectId"),
        {"ObjectId": None, "Project code": "project", "WBS path": "code", "Parent WBS path": "parent",
         "Summary": "summary", "Code": "wbs", "Name": "name", "Status": None}, sheet="WBS"),
    Profile(
        _PMXML, "calendar", ("ObjectId", "Name", "HoursPerDay"),
        {"ObjectId": None, "Name": "name", "HoursPerDay": "hours_per_day", "Weekdays": "weekdays",
         "Day off": "holiday", "Reason": "reason"},
        sheet="Calendar", least=1),
    Profile(
        _MSPDI, "task", ("UID", "Name", "OutlineNumber"),
        {"UID": "code", "ID": None, "Name": "name", "Project": "project", "WBS": None, "OutlineNumber": "wbs",
         "OutlineLevel": "outline_level", "Start": "planned_start", "Finish": "planned_finish",
         "Duration": None, "Duration (days)": "duration_days", "Work": None, "Work (hours)": "work_hours",
         "ActualWork": None, "Actual work (hours)": "actual_work_hours", "RemainingWork": None,
         "Remaining work (hours)": "remaining_work_hours", "PercentComplete": "percent_complete",
         "Remaining (days)": "remaining_days", "Deadline": None, "EarnedValueMethod": None, "Manual": None,
         "Estimated": None,
         "Milestone": "milestone", "Summary": "summary", "ActualStart": "actual_start",
         "ActualFinish": "actual_finish", "Baseline.Start": "baseline_start", "Baseline.Finish": "baseline_finish",
         "ConstraintType": None, "Constraint": "constraint", "ConstraintDate": "constraint_date",
         "Priority": "priority", "Notes": "notes", "Type": None, "Cost": None, "Planned cost": "planned_cost",
         "ActualCost": None, "Actual cost (amount)": "actual_cost", "CreateDate": None,
         "EarlyStart": None, "EarlyFinish": None, "LateStart": None, "LateFinish": None,
         "ActualDuration": None, "RemainingDuration": None, "PhysicalPercentComplete": None, "Active": None},
        sheet="Tasks"),
    Profile(
        _MSPDI, "dependency", ("TaskUID", "PredecessorUID"),
        {"TaskUID": "successor", "PredecessorUID": "predecessor", "Relation": "relation", "Type": None,
         "Lag (days)": "lag_days", "LinkLag": None, "LagFormat": None, "CrossProject": None,
         "Successor project": "successor_project", "Predecessor project": "predecessor_project"}, sheet="Links"),
    Profile(
        _MSPDI, "assignment", ("TaskUID", "ResourceUID"),
        {"UID": None, "Assignment code": "code", "TaskUID": "task", "ResourceUID": None, "Resource name": "person",
         "Project": "project",
         "Start": "start", "Finish": "finish", "Planned hours": "planned_hours", "Actual hours": "actual_hours",
         "Work": None, "ActualWork": None, "Units": None}, sheet="Assignments"),
    Profile(
        _MSPDI, "person", ("UID", "Name"),
        {"UID": None, "Name": "name", "EmailAddress": "email", "Group": "team", "StandardRate": "rate",
         "Type": None, "IsNull": None, "ID": None, "Initials": None}, sheet="Resources"),
    Profile(
        _MSPDI, "calendar", ("UID", "Name", "IsBaseCalendar"),
        {"UID": None, "Name": "name", "IsBaseCalendar": None, "Weekdays": "weekdays", "Day off": "holiday",
         "Reason": "reason"}, sheet="Calendars", least=1),
    Profile(
        _MSPDI, "project", ("SaveVersion", "StartDate"),
        {"Title": "name", "Name": None, "UID": None, "StartDate": "forecast_start", "FinishDate": "forecast_finish",
         "Manager": "manager", "CurrencyCode": "currency", "Subject": None, "StatusDate": "updated_on",
         "CreationDate": None, "LastSaved": None, "CurrentDate": None, "Category": "category", "Company": None},
        sheet="Project"),
    Profile(
        "Primavera P6", "task", ("Activity ID", "Activity Name", "WBS Code"),
        {"Activity ID": "code", "Activity Name": "name", "WBS Code": "wbs", "Activity Status": "status",
         "Predecessors": "predecessors", "Successors": "successors", "Start": "planned_start",
         "Finish": "planned_finish", "BL Project Start": "baseline_start", "BL Project Finish": "baseline_finish",
         "Actual Start": "actual_start", "Actual Finish": "actual_finish", "Original Duration": "duration_days",
         "Remaining Duration": "remaining_days", "Resources": "owner", "Delete This Row": None}, least=3),
    Profile(
        "Planner", "task", ("Task ID", "Task Name", "Bucket Name"),
        {"Task ID": "code", "Task Name": "name", "Bucket Name": "category", "Progress": "status",
         "Priority": "priority", "Assigned To": "owner", "Created By": None, "Created Date": None,
         "Start date": "planned_start", "Due date": "planned_finish", "Late": None, "Completed Date": "actual_finish",
         "Completed By": None, "Completed Checklist Items": None, "Checklist Items": None, "Labels": None,
         "Description": "notes", "Is Recurring": None}, least=4),
    Profile(
        "MS Project", "task", ("Task Name", "Duration", "Start", "Finish", "Predecessors"),
        {"ID": "code", "Unique ID": None, "Task Mode": None, "Task Name": "name", "Name": "name",
         "Duration": "duration_days",
         "Start": "planned_start", "Finish": "planned_finish", "Predecessors": "predecessors",
         "Outline Level": "outline_level", "WBS": "wbs", "Resource Names": "owner", "% Complete": "percent_complete",
         "Notes": "notes", "Baseline Start": "baseline_start", "Baseline Finish": "baseline_finish",
         "Actual Start": "actual_start", "Actual Finish": "actual_finish", "Work": "work_hours", "Cost": "planned_cost",
         "Milestone": "milestone", "Summary": "summary", "Constraint Type": "constraint",
         "Constraint Date": "constraint_date", "Active": None, "Indicators": None}, least=4),
    Profile(
        "MS Project", "task", ("Task Mode", "Duration", "Start", "Finish"),
        {"ID": "code", "Unique ID": None, "Task Mode": None, "Task Name": "name", "Name": "name",
         "Duration": "duration_days",
         "Start": "planned_start", "Finish": "planned_finish", "Predecessors": "predecessors",
         "Outline Level": "outline_level", "WBS": "wbs", "Resource Names": "owner", "% Complete": "percent_complete",
         "Notes": "notes", "Active": None}, least=4),
    Profile(
        "Jira", "task", ("Issue key", "Summary", "Issue Type"), _JIRA_FIELDS, least=4,
        by_value=("Issue Type", {"risk": "risk"}), units=_JIRA_SECONDS),
    Profile(
        "Jira links", "dependency", ("issuekey", "linkedIssueKey", "name"),
        {"idissuelink": "code", "issuekey": "predecessor", "linkedIssueKey": "successor", "name": "relation"}),
    Profile(
        "Azure DevOps", "task", ("Work Item Type", "Title"), _ADO_FIELDS, least=3),
    Profile(
        "Azure DevOps", "task", ("Work Item Type", "Title 1", "Title 2"),
        {**_ADO_FIELDS, **{f"Title {n}": None for n in range(2, 9)}}, least=3),
    Profile(
        "Linear", "task", ("Team", "Title", "Cycle Number", "Status"),
        {"ID": "code", "Title": "name", "Description": "notes", "Status": "status", "Estimate": None,
         "Priority": "priority", "Project": "project", "Assignee": "owner", "Creator": None, "Labels": "category",
         "Cycle Number": None, "Cycle Name": None, "Created": None, "Updated": None, "Triaged": None,
         "Started": "actual_start", "Completed": "actual_finish", "Canceled": None, "Archived": None,
         "Due Date": "planned_finish", "Parent issue": "parent", "Blocked by": "predecessors"}, least=5),
    Profile(
        "ClickUp", "task", ("Task ID", "Task Name", "List Name", "Status"),
        {"Task ID": "code", "Task Custom ID": None, "Task Name": "name", "Task Content": "notes", "Status": "status",
         "Date Created": None, "Date Updated": None, "Start Date": "planned_start", "Due Date": "planned_finish",
         "Date Closed": "actual_finish", "Parent ID": "parent", "Assignees": "owner", "Priority": "priority",
         "List Name": None, "Folder Name": None, "Project Name": "project", "Space Name": None, "Tags": None,
         "Time Estimated": None, "Time Spent": None}, least=5),
    Profile(
        "GanttProject", "task", ("Begin date", "End date", "Duration", "Completion", "Outline number"),
        {"ID": "code", "Name": "name", "Begin date": "planned_start", "End date": "planned_finish",
         "Duration": "duration_days", "Completion": "percent_complete", "Cost": "planned_cost", "Coordinator": "owner",
         "Predecessors": "predecessors", "Outline number": "wbs", "Resources": "owner", "Assignments": None,
         "Task color": None, "Web Link": None, "Notes": "notes"}, least=5,
        units={"Completion": "percent"}),
    Profile(
        "GitLab", "task", ("Title", "Issue ID", "URL", "State"),
        {"Issue ID": "code", "Title": "name", "Description": "notes", "State": "status", "Assignee": "owner",
         "Author": None, "Due Date": "planned_finish", "Start Date": "planned_start",
         "Closed At (UTC)": "actual_finish",
         "Created At (UTC)": None, "Updated At (UTC)": None, "Milestone": None, "Labels": "category", "Weight": None,
         "Time Estimate": None, "Time Spent": None, "URL": None}, least=4),
    Profile(
        "Tempo", "assignment", ("Issue Key", "Hours", "Work date"),
        {"Issue Key": "task", "Issue summary": None, "Hours": "actual_hours", "Work date": "start", "Username": None,
         "Full name": "person", "Project Key": "project", "Project Name": None, "Activity Name": "role",
         "Work Description": None, "Billed Hours": None}, least=4),
    Profile(
        "Harvest", "assignment", ("Date", "Client", "Project", "Task", "Hours", "First Name", "Last Name"),
        {"Date": "start", "Client": None, "Project": "project", "Project Code": None, "Task": "task", "Notes": None,
         "Hours": "actual_hours", "First Name": "person", "Last Name": None, "Roles": "role"}, least=5),
    Profile(
        "GitHub Projects", "task", ("Title", "URL", "Assignees", "Status", "Linked pull requests"),
        {"Title": "name", "URL": None, "Assignees": "owner", "Status": "status", "Priority": "priority",
         "Estimate": None, "Start date": "planned_start", "Target date": "planned_finish", "Labels": "category",
         "Milestone": None, "Repository": None, "Iteration": None, "Parent issue": "parent"}, least=4),
    Profile(
        "Toggl", "assignment", ("User", "Project", "Start date", "Duration", "Billable"),
        {"User": "person", "Email": None, "Project": "project", "Task": "task", "Start date": "start",
         "End date": "finish", "Duration": "actual_hours", "Client": None, "Description": None}, least=5),
    Profile(
        "Clockify", "assignment", ("User", "Project", "Start Date", "Duration (decimal)"),
        {"User": "person", "Email": None, "Project": "project", "Task": "task", "Start Date": "start",
         "End Date": "finish", "Duration (decimal)": "actual_hours", "Duration (h)": None, "Client": None,
         "Description": None}, least=4),
    Profile(
        "Asana", "task", ("Task ID", "Section/Column", "Assignee"),
        {"Task ID": "code", "Name": "name", "Section/Column": "category", "Assignee": "owner", "Assignee Email": None,
         "Start Date": "planned_start", "Due Date": "planned_finish", "Completed At": "actual_finish",
         "Created At": None, "Last Modified": None, "Tags": None, "Notes": "notes", "Projects": "project",
         "Parent task": "parent", "Blocked By (Dependencies)": "predecessors", "Blocking (Dependencies)": "successors"},
        least=4),
    Profile(
        "Trello", "task", ("Card ID", "Card Name", "List Name"),
        {"Card ID": "code", "Card Name": "name", "Card URL": None, "Card Description": "notes", "Labels": None,
         "Members": "owner", "Due Date": "planned_finish", "Start Date": "planned_start", "List ID": None,
         "List Name": "status", "Board ID": None, "Board Name": "project", "Archived": None, "Attachment Count": None,
         "Last Activity Date": None, "Due Complete": None}, least=3),
    Profile(
        "Monday", "task", ("Name", "Subitems", "Status"),
        {"Name": "name", "Subitems": None, "Person": "owner", "Owner": "owner", "People": "owner", "Status": "status",
         "Date": "planned_finish", "Due date": "planned_finish", "Timeline - Start": "planned_start",
         "Timeline - End": "planned_finish", "Priority": "priority", "Item ID": "code",
         "Item ID (auto generated)": "code", "Dependent On": "predecessors"}),
    Profile(
        "Smartsheet", "task", ("Task Name", "Assigned To", "% Complete", "Predecessors"),
        {"Task Name": "name", "Primary Column": "name", "Duration": "duration_days", "Start": "planned_start",
         "Finish": "planned_finish", "Start Date": "planned_start", "End Date": "planned_finish",
         "Predecessors": "predecessors", "% Complete": "percent_complete", "Status": "status",
         "Assigned To": "owner", "Comments": "notes", "Row ID": "code", "Level": "outline_level"}, least=4),
    Profile(
        "OpenProject", "task", ("Subject", "Type", "ID", "Status"),
        {"ID": "code", "Subject": "name", "Type": "category", "Status": "status", "Assignee": "owner",
         "Accountable": None, "Priority": "priority", "Start date": "planned_start", "Finish date": "planned_finish",
         "Due date": "planned_finish", "Work": "work_hours", "Estimated time": "work_hours",
         "Spent time": "actual_work_hours", "Remaining work": "remaining_work_hours",
         "% Complete": "percent_complete", "Progress (%)": "percent_complete", "Parent": "parent",
         "Project": "project", "Description": "notes", "Duration": "duration_days", "Category": None}, least=4),
    Profile(
        "d-portal (IATI)", "project", ("aid", "reporting-ref", "day-start", "commitment"),
        {"aid": "code", "title": "name", "reporting": "department", "reporting-ref": None, "description": "description",
         "status-code": None, "day-start": "forecast_start", "day-end": "forecast_finish", "day-length": None,
         "country-code": "location", "commitment": "approved_budget", "spend": "actual_cost", "currency": "currency",
         "commitment-eur": None, "spend-eur": None}, least=4),
    Profile(
        "Redmine time entries", "assignment", ("hours", "activity", "date", "user"),
        {"issue_id": "task", "Issue": "task", "user": "person", "date": "start", "hours": "actual_hours",
         "activity": "role", "Project": "project", "comment": None, "row": "code", "Work package": "task",
         "tracker": None, "Parent task": None, "status": None, "category": None, "target version": None,
         "subject": None, "Created": None, "week": None, "Units": None, "Type": None, "Labor costs": None}, least=3),
    Profile(
        "Redmine", "task", ("tracker", "subject"),
        {"#": "code", "row": "code", "id": "code", "unique_id": "code", "Project": "project", "tracker": "category",
         "subject": "name", "description": "notes", "status": "status", "priority": "priority", "Assignee": "owner",
         "user": "owner", "Author": None, "start_date": "planned_start", "start": "planned_start",
         "due_date": "planned_finish", "due": "planned_finish", "estimated_hours": "work_hours",
         "Estimated time": "work_hours", "Spent time": "actual_work_hours", "% Done": "percent_complete",
         "progress": "percent_complete", "Parent task": "parent", "parent": "parent", "follows": "predecessors",
         "precedes": "successors", "blocked by": "predecessors", "version": None, "target version": None,
         "Closed": "actual_finish", "category": None, "Updated": None, "Created": None, "private": None}, least=2),
)  # fmt: skip


def plain(header: str) -> str:
    """A header as profiles compare it."""
    return spelled((variants(header) or (header,))[0])


@lru_cache(maxsize=1)
def _table() -> tuple[tuple[Profile, frozenset[str], dict[str, str]], ...]:
    return tuple(
        (p, frozenset(plain(t) for t in p.telling), {spelled(h): h for h in reversed(p.fields)})
        for p in (*PROFILES, *SHEET_PROFILES)
    )


def known_export(headers: Iterable[tuple[int, tuple[str, ...]]], sheet: str) -> tuple[Profile, dict[int, str]] | None:
    """The profile that fits these columns (index, names), and each column's header as the profile writes it."""
    # The header in full comes before the header without what stands in parentheses: "Work (hours)" is not "Work".
    columns = [(i, [key for n in names for key in (spelled(n), plain(n))]) for i, names in headers]
    present = {key for _, keys in columns for key in keys}
    best: tuple[Profile, dict[int, str]] | None = None
    for profile, telling, written in _table():
        if not telling <= present or (profile.sheet and profile.sheet.lower() != sheet.lower()):
            continue
        mapped = {i: written[key] for i, keys in columns for key in reversed(keys) if key in written}
        if len(mapped) >= max(profile.least, len(telling)) and (best is None or len(mapped) > len(best[1])):
            best = (profile, mapped)
    return best
