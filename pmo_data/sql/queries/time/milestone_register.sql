-- one row per milestone in scope: where it stood in the baseline, at the comparison, and now
with scope as (
    select p.project, p.name, p.programme_name, p.rating
    from read_project($as_of) as p
    semi join scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as s on p.project = s.project
),

before as (
    select t.task_key, coalesce(t.actual_finish, t.forecast_finish, t.planned_finish) as date_before from task_at($compare_with) as t
    where coalesce(t.milestone, t.duration_days = 0, false)
),

given as (
    select d.predecessor_task as task, count(*) as receivers
    from named_dependency($as_of, null) as d where d.crosses_projects group by d.predecessor_task
),

placed as (
    select
        t.task_key, b.date_before, coalesce(t.actual_finish, t.forecast_finish, t.planned_finish) as date,
        coalesce(t.actual_finish, t.forecast_finish, t.planned_finish) - t.baseline_finish as late_days,
        coalesce(t.actual_finish, t.forecast_finish, t.planned_finish) - b.date_before as moved_days,
        t.actual_finish is not null or coalesce(t.status = 'completed', false) as is_met, coalesce(g.receivers, 0) as receivers
    from task_at($as_of) as t
    semi join scope as p on t.project = p.project
    left join before as b on t.task_key = b.task_key
    left join given as g on t.task_key = g.task
    where coalesce(t.milestone, t.duration_days = 0, false)
        and ($which is distinct from 'ahead' or not is_met) and ($which is distinct from 'moved' or moved_days <> 0)
),

-- only what is shown is read in full: carrying every column of a million milestones through the sort took a minute
listed as (
    select * from placed as m
    order by m.is_met, m.receivers > 0 desc, m.moved_days desc nulls last, m.late_days desc nulls last, m.date nulls last, m.task_key
    limit $limit
)

select
    t.task_key as task, t.name, t.project, p.name as project_name, p.programme_name, t.owner, t.baseline_finish as baseline_date, m.date_before,
    m.date, t.actual_finish as actual_date, m.late_days, m.moved_days, m.is_met, m.receivers, p.rating,
    (select count(*) from placed as l where l.moved_days > 0) as moved_later, t.import_id, t.sheet, t.row_number
from listed as m
inner join task_at($as_of) as t on m.task_key = t.task_key
inner join scope as p on t.project = p.project
order by m.is_met, m.receivers > 0 desc, m.moved_days desc nulls last, m.late_days desc nulls last, m.date nulls last, t.task_key
