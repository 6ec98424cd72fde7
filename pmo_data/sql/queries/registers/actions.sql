-- one row per action in scope
select
    r.action_key as action, r.code, r.name, r.project, s.project_name, r.owner, r.status,
    is_open_line(r.status, r.closed_on) as is_open, r.priority, r.percent_complete, r.concerns, r.raised_on,
    r.due, r.closed_on,
    case when is_open_line(r.status, r.closed_on) then status_day($as_of) else r.closed_on end - r.raised_on as age_days,
    is_open_line(r.status, r.closed_on) and coalesce(r.due < status_day($as_of), false) as overdue,
    case when is_open_line(r.status, r.closed_on) and r.due < status_day($as_of) then status_day($as_of) - r.due end as overdue_days,
    r.comment, r.source, r.import_id, r.sheet, r.row_number
from action_at($as_of) as r
inner join scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as s on r.project is not distinct from s.project
order by is_open desc, r.due nulls last, r.project, r.row_number, r.action_key
