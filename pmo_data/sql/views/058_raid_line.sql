-- one row per line of a register: risks, issues, assumptions, decisions and actions in one list
create or replace macro raid_line(as_of) as table
with lines as (
    select 'risk' as kind, r.risk_key as item, r.code, r.name, r.project, r.owner, r.status, r.raised_on, r.due, r.reviewed_on,
        r.closed_on, r.comment, r.import_id, r.sheet, r.row_number from risk_at(as_of) as r
    union all
    select 'issue', i.issue_key, i.code, i.name, i.project, i.owner, i.status, i.raised_on, i.due, i.reviewed_on,
        i.closed_on, i.comment, i.import_id, i.sheet, i.row_number from issue_at(as_of) as i
    union all
    select 'assumption', a.assumption_key, a.code, a.name, a.project, a.owner, a.status, a.raised_on, a.due, a.reviewed_on,
        a.closed_on, a.comment, a.import_id, a.sheet, a.row_number from assumption_at(as_of) as a
    union all
    select 'decision', d.decision_key, d.code, d.name, d.project, d.owner, d.status, d.raised_on, d.due, d.reviewed_on,
        coalesce(d.closed_on, d.decided_on), d.comment, d.import_id, d.sheet, d.row_number from decision_at(as_of) as d
    union all
    select 'action', a.action_key, a.code, a.name, a.project, a.owner, a.status, a.raised_on, a.due, a.reviewed_on,
        a.closed_on, a.comment, a.import_id, a.sheet, a.row_number from action_at(as_of) as a
)

select
    l.*, is_open_line(l.status, l.closed_on) as is_open,
    case when is_open_line(l.status, l.closed_on) then d.day else l.closed_on end - l.raised_on as age_days,
    case when is_open_line(l.status, l.closed_on) and l.due < d.day then d.day - l.due end as overdue_days
from lines as l
cross join (select status_day(as_of) as day) as d;
