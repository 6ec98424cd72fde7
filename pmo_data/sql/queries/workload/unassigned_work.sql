-- one row per open task in scope that nobody owns and nobody is assigned to
select
    t.task_key as task, t.project, s.project_name, t.code, t.name, coalesce(t.forecast_start, t.planned_start) as start,
    coalesce(t.forecast_finish, t.planned_finish) as finish, t.work_hours, t.percent_complete,
    coalesce(coalesce(t.forecast_start, t.planned_start) <= status_day($as_of) + 28, false) as is_soon,
    t.source, t.import_id, t.sheet, t.row_number, count(*) over () as tasks
from task_at($as_of) as t
inner join scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as s on t.project is not distinct from s.project
anti join ended_project($as_of) as e on t.project = e.project
where t.owner is null and not coalesce(t.summary, false) and not coalesce(t.milestone, t.duration_days = 0, false)
    and is_open_line(t.status, t.actual_finish) and coalesce(t.percent_complete, 0) < 100
    -- asked one by one: joined by "or", each task would be looked up on its own
    and not exists (
        select 1 from assignment_at($as_of) as a
        where a.person is not null and a.project is not distinct from t.project and a.task = t.code
    )
    and not exists (
        select 1 from assignment_at($as_of) as a
        where a.person is not null and a.project is not distinct from t.project and a.task = t.task_key
    )
    and not exists (
        select 1 from task_at($as_of) as c
        where t.summary is null and c.parent = t.code and c.project is not distinct from t.project
    )
order by is_soon desc, start nulls last, t.project, t.task_key
limit $limit
