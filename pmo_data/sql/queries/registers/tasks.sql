-- one row per task in scope
select
    t.task_key as task, t.project, s.project_name, t.code, t.wbs, t.name, t.parent, t.owner, t.status,
    coalesce(is_a_milestone(t.milestone, t.duration_days), false) as is_milestone, coalesce(t.summary, false) as is_summary,
    t.planned_start, t.planned_finish, t.baseline_start, t.baseline_finish, t.forecast_start, t.forecast_finish,
    t.actual_start, t.actual_finish, coalesce(t.actual_start, t.forecast_start, t.planned_start) as start,
    coalesce(t.actual_finish, t.forecast_finish, t.planned_finish) as finish, t.duration_days, t.percent_complete,
    coalesce(t.actual_finish, t.forecast_finish, t.planned_finish) - coalesce(t.baseline_finish, t.planned_finish) as late_days,
    is_open_line(t.status, t.actual_finish) and coalesce(t.percent_complete, 0) < 100
    and coalesce(coalesce(t.forecast_finish, t.planned_finish) < status_day($as_of), false) as overdue,
    t.planned_cost, t.actual_cost, t.currency, t.source, t.import_id, t.sheet, t.row_number
from task_at($as_of) as t
inner join scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as s on t.project is not distinct from s.project
order by t.project, t.wbs, t.row_number, t.task_key
limit $limit
