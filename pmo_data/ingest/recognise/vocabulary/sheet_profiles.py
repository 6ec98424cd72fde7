"""Exports of tools into workbooks and lists whose column names alone mislead, declared as in `profiles`.

Stands apart as data that grows by itself: sheets that Primavera writes for Excel, and trackers whose names of columns
are those of their tables.
"""

from __future__ import annotations

from pmo_data.ingest.recognise.vocabulary.profile import Profile

_P6 = "Primavera P6"
_SERVICENOW = "ServiceNow"
_KEPT = {"sys_id": None, "sys_created_on": None, "sys_created_by": None, "sys_updated_by": None}

_MSP_WORK: dict[str, str | None] = {
    "Task ID": "task", "Task Name": "task", "Resource Name": "person", "Work": "planned_hours",
    "Actual Work": "actual_hours", "Units": "share", "Start Date": "start", "Start": "start", "Finish Date": "finish",
    "Finish": "finish", "% Work Complete": None,
}  # fmt: skip
_MSP_PEOPLE: dict[str, str | None] = {
    "ID": None, "Name": "name", "Group": "team", "Standard Rate": "rate", "Email Address": "email", "Type": None,
    "Code": None, "Initials": None, "Max Units": None, "Overtime Rate": None, "Cost Per Use": None,
}  # fmt: skip

_SAP_DATES: dict[str, str | None] = {
    "Project definition": "project", "Basic start date": "planned_start", "Basic start": "planned_start",
    "Basic finish date": "planned_finish", "Basic finish": "planned_finish", "Actual start": "actual_start",
    "Actual start date": "actual_start", "Actual finish": "actual_finish", "Actual finish date": "actual_finish",
    "System status": "status", "User status": None, "Work": "work_hours", "Actual work": "actual_work_hours",
}  # fmt: skip

SHEET_PROFILES: tuple[Profile, ...] = (
    Profile(
        _P6, "dependency", ("pred_task_id", "task_id", "delete_record_flag"),
        {"pred_task_id": "predecessor", "task_id": "successor", "pred_type": "relation", "lag_hr_cnt": "lag_days",
         "pred_proj_id": "predecessor_project", "proj_id": "successor_project", "PREDTASK__status_code": None,
         "TASK__status_code": None, "pred_wbs_id": None, "wbs_id": None, "predtask__task_name": None,
         "task__task_name": None, "delete_record_flag": None}, sheet="TASKPRED", least=4),
    Profile(
        _P6, "assignment", ("rsrc_id", "task_id", "delete_record_flag"),
        {"rsrc_id": "person", "task_id": "task", "proj_id": "project", "role_id": "role", "start_date": "start",
         "end_date": "finish", "target_qty": "planned_hours", "act_reg_qty": "actual_hours", "act_qty": "actual_hours",
         "remain_qty": None, "TASK__status_code": None, "acct_id": None, "rsrc_type": None, "target_cost": None,
         "act_reg_cost": None, "act_cost": None, "remain_cost": None, "total_cost": None, "total_qty": None,
         "delete_record_flag": None}, sheet="TASKRSRC", least=4),
    Profile(
        _P6, "person", ("rsrc_short_name", "rsrc_name", "delete_record_flag"),
        {"rsrc_short_name": "code", "rsrc_name": "name", "rsrc_title_name": "role", "email_addr": "email",
         "parent_rsrc_id": None, "rsrc_type": None, "delete_record_flag": None}),
    Profile(
        _P6, "task", ("Activity ID", "Activity Name", "Predecessor Details"),
        {"Activity ID": "code", "Activity Name": "name", "Predecessor Details": "predecessors", "Predecessors": None,
         "Successor Details": "successors", "Original Duration": "duration_days", "Start": "planned_start",
         "Finish": "planned_finish", "BL Project Start": "baseline_start", "BL Project Finish": "baseline_finish",
         "Actual Start": "actual_start", "Actual Finish": "actual_finish", "Remaining Duration": "remaining_days",
         "Activity % Complete": "percent_complete", "Schedule % Complete": None, "Activity Status": "status",
         "WBS Code": "wbs", "Resources": "owner"}),
    Profile(
        _SERVICENOW, "project", ("number", "short_description", "state", "phase"),
        {**_KEPT, "number": "code", "short_description": "name", "description": "description", "state": "status",
         "phase": "stage", "project_manager": "manager", "primary_portfolio": "portfolio",
         "primary_program": "programme", "department": "department", "start_date": "forecast_start",
         "end_date": "forecast_finish", "work_start": "actual_start", "work_end": "actual_finish",
         "percent_complete": "percent_complete", "overall_health": "declared_overall",
         "schedule_health": "declared_schedule", "cost_health": "declared_cost", "scope_health": "declared_scope",
         "resource_health": "declared_resource", "budget_cost": "approved_budget", "cost": None,
         "work_cost": "actual_cost", "forecast_cost": "forecast_cost", "priority": "priority", "risk": None,
         "effort": None, "work_effort": None, "sys_updated_on": "updated_on"}, least=6),
    Profile(
        _SERVICENOW, "task", ("number", "short_description", "state", "top_task"),
        {**_KEPT, "number": "code", "short_description": "name", "description": "notes", "state": "status",
         "top_task": "project", "parent": None, "assigned_to": "owner", "start_date": "planned_start",
         "end_date": "planned_finish", "work_start": "actual_start", "work_end": "actual_finish",
         "duration": "duration_days", "percent_complete": "percent_complete", "milestone": "milestone", "wbs": "wbs",
         "wbs_order": None, "level": "outline_level", "time_constraint": "constraint", "dependency": "predecessors",
         "priority": "priority", "effort": "work_hours", "work_effort": "actual_work_hours", "sys_updated_on": None},
        least=6),
    Profile(
        "Shortcut", "task", ("id", "name", "type", "state", "epic", "started_at"),
        {"id": "code", "name": "name", "type": "category", "owners": "owner", "requester": None,
         "description": "notes", "state": "status", "created_at": None, "started_at": "actual_start",
         "updated_at": None, "moved_at": None, "completed_at": "actual_finish", "estimate": None,
         "due_date": "planned_finish", "project": "project", "project_id": None, "tasks": None, "milestone": None,
         "is_blocked": None, "is_a_blocker": None, "is_completed": None, "epic": None, "epic_id": None,
         "epic_state": None, "epic_planned_start_date": None, "epic_due_date": None, "iteration": None,
         "priority": "priority"}, least=8),
    Profile(
        "MS Project for the web", "task", ("Task number", "Outline number", "Name", "Depends on", "Effort"),
        {"Task number": "code", "Outline number": "wbs", "Name": "name", "Assigned to": "owner",
         "Start": "planned_start", "Finish": "planned_finish", "Duration": "duration_days", "Bucket": "category",
         "% complete": "percent_complete", "Priority": "priority", "Depends on": "predecessors",
         "Dependents (after)": "successors", "Effort": "work_hours", "Effort completed": "actual_work_hours",
         "Effort remaining": "remaining_work_hours", "Milestone": "milestone", "Notes": "notes",
         "Completed Date": "actual_finish", "Checklist items": None, "Labels": None, "Goals": None, "Sprint": None},
        least=6),
    Profile(
        "Rally", "task", ("Formatted ID", "Name", "Schedule State"),
        {"Formatted ID": "code", "Name": "name", "Schedule State": "status", "Owner": "owner", "Project": "project",
         "Parent": None, "Plan Estimate": None, "Task Estimate Total": "work_hours",
         "Task Actual Total": "actual_work_hours", "To Do": "remaining_work_hours", "Blocked": None,
         "Planned Start Date": "planned_start", "Planned End Date": "planned_finish", "Release": None,
         "Iteration": None, "Percent Done By Story Count": None}, least=4),
    Profile(
        "SAP PS", "cost_period", ("Object", "Cost Element", "Posting Date"),
        {"Project definition": "project", "Object": "task", "WBS element": "task", "CO object name": None,
         "Object type": None, "Cost Element": None, "Cost element name": "category", "Cost element descr.": "category",
         "Posting Date": "period", "Document Date": None, "Val.in rep.cur.": "actual_cost",
         "Val/COArea Crcy": "actual_cost", "Value in Obj. Crcy": "actual_cost", "Value TranCurr": None,
         "Rep.Curr.": "currency", "COArea currency": "currency", "Object Currency": "currency", "TCurr": None,
         "Total quantity": None, "Name": None, "User Name": None, "Period": None, "Fiscal Year": None,
         "Personnel Number": None, "Document No.": None, "Ref. document": None}, least=5),
    Profile(
        "SAP PS", "task", ("WBS element", "Description", "System status"),
        {"WBS element": "wbs", "Description": "name", "Level": "outline_level", **_SAP_DATES}, least=4),
    Profile(
        "SAP PS", "task", ("Network", "Activity", "Description", "System status"),
        {"Network": None, "Activity": None, "Description": "name", "WBS element": "parent", **_SAP_DATES}, least=5),
    Profile(
        "Oracle Projects", "cost_period", ("Project Number", "Expenditure Item Date", "Burdened Cost"),
        {"Project Number": "project", "Project Name": None, "Task Number": "task", "Task Name": None,
         "Expenditure Item Date": "period", "Expenditure Type": "category", "Expenditure Organization": None,
         "Burdened Cost": "actual_cost", "Raw Cost": None, "Currency": "currency", "Person Name": None,
         "Quantity": None, "UOM": None, "Supplier Name": None, "Transaction Number": None}, least=5),
    Profile(
        "Clarity", "assignment", ("Resource", "Investment", "Time Period Start", "Actuals"),
        {"Resource": "person", "Resource ID": None, "Investment": "project", "Investment ID": None, "Task": "task",
         "Task ID": None, "Time Period Start": "start", "Time Period Finish": "finish", "Actuals": "actual_hours",
         "ETC": None, "Timesheet Status": None, "Charge Code": None, "Type Code": None}, least=5),
    *(Profile("MS Project", "assignment", ("Task Name", "Resource Name"), _MSP_WORK, sheet=f"Assignment_Table{n}")
      for n in ("", "1")),
    *(Profile("MS Project", "person", ("Name", "Type"), _MSP_PEOPLE, sheet=f"Resource_Table{n}", least=3,
              rows=("Type", "Work"))
      for n in ("", "1")),
    Profile(
        _P6, "assignment", ("Resource ID", "Activity ID", "Budgeted Units"),
        {"Resource ID": None, "Resource Name": "person", "Resource Type": None, "Activity ID": "task",
         "Activity Name": None, "WBS": None, "WBS Name": None, "Start": "start", "Finish": "finish",
         "Budgeted Units": "planned_hours", "Actual Units": "actual_hours", "Remaining Units": None,
         "Unit of Measure": None, "Calendar": None, "Curve": None, "Spreadsheet Field": None}, least=5),
    Profile(
        "ClickUp", "assignment", ("Username", "Time Entry ID", "Time Tracked"),
        {"User ID": None, "Username": "person", "Time Entry ID": "code", "Start": "start", "Stop": "finish",
         "Time Tracked": None, "Time Tracked Text": "actual_hours", "Task ID": "task", "Task Name": None,
         "List Name": None, "Folder Name": None, "Space Name": None, "Due Date": None, "Start Date": None,
         "Task Time Estimated": None, "Task Time Estimated Text": None, "Description": None, "Task Status": None},
        least=5),
    Profile(
        "Float", "assignment", ("Name", "Project", "Hours per day", "Start date"),
        {"Name": "person", "Job Title": "role", "Department": None, "Project": "project", "Client": None,
         "Task": "task", "Start date": "start", "End date": "finish", "Hours per day": None,
         "Total hours": "planned_hours", "Status": None, "Tags": None}, least=5),
    Profile(
        _SERVICENOW, "assignment", ("Resource plan", "User resource", "Planned hours"),
        {"Number": "code", "Resource plan": None, "User resource": "person", "Group resource": None, "Task": "project",
         "State": None, "Start date": "start", "End date": "finish", "Planned hours": "planned_hours",
         "Allocated hours": None, "Actual hours": "actual_hours", "Resource type": None, "Role": "role",
         "Resource role": "role"}, least=5),
    Profile(
        "Teamwork", "assignment", ("Who", "Decimal Hours", "Task", "Date"),
        {"Who": "person", "Decimal Hours": "actual_hours", "Hours": None, "Minutes": None, "Task": "task",
         "Task ID": None, "Task list": None, "Date": "start", "Date/time": None, "End date/time": None,
         "Project": "project", "Project ID": None, "User ID": None, "Estimated Hours": None, "Estimated Minutes": None,
         "Description": None, "Company": None, "Tags": None, "Is it Billable?": None, "Invoice Number": None}, least=6),
    Profile(
        "YouTrack", "assignment", ("Work item: Date", "Work item: Author", "Spent time"),
        {"Work item: Date": "start", "Work item: Author": None, "Author full name": "person", "Item": "task",
         "Item Summary": None, "Spent time": "actual_hours", "Spent time (h)": None, "Project": "project",
         "Group name": None, "Work type": "role"}, least=5),
)  # fmt: skip
