-- one row per milestone: a task of zero duration
select
    t.task_key as task, t.project, p.name as project_name, t.code, t.wbs, t.name, t.owner, t.status, t.baseline_finish,
    t.planned_finish, t.forecast_finish, t.actual_finish,
    coalesce(t.actual_finish, t.forecast_finish, t.planned_finish) as finish,
    coalesce(t.actual_finish, t.forecast_finish, t.planned_finish) - coalesce(t.baseline_finish, t.planned_finish) as late_days,
    t.source, t.import_id, t.sheet, t.row_number
from task_at($as_of) as t
left join project_at($as_of) as p on t.project = p.project_key
where is_a_milestone(t.milestone, t.duration_days)
order by finish nulls last, t.project, t.task_key
