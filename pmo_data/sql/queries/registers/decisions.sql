-- one row per decision in scope
select
    r.decision_key as decision, r.code, r.name, r.project, s.project_name, r.owner, r.status,
    is_open_line(r.status, coalesce(r.closed_on, r.decided_on)) as is_open, r.options, r.outcome, r.rationale, r.decided_on,
    r.decided_by, r.at_stake, r.cost_of_waiting, r.raised_on, r.due,
    case when is_open_line(r.status, coalesce(r.closed_on, r.decided_on)) then status_day($as_of) else coalesce(r.closed_on, r.decided_on) end - r.raised_on as age_days,
    is_open_line(r.status, coalesce(r.closed_on, r.decided_on)) and coalesce(r.due < status_day($as_of), false) as overdue,
    r.comment, r.source, r.import_id, r.sheet, r.row_number
from decision_at($as_of) as r
inner join scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as s on r.project is not distinct from s.project
order by is_open desc, r.due nulls last, r.project, r.row_number, r.decision_key
