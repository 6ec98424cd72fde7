-- one row per milestone in scope: where it stood in the baseline, at the comparison, and now
with scope as (
    select p.project, p.name, p.programme_name, p.rating
    from chosen_project($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as p
),

-- what has not changed since needs no second look; few of a million have
before as (
    select t.key as task_key, coalesce(t.actual_finish, t.forecast_finish, t.planned_finish) as date_before from task as t
    where in_force(t.valid_from, t.valid_to, $compare_with)
        and (t.valid_to <= least($as_of, 9223372036854775806) or $compare_with > $as_of)
        and is_a_milestone(t.milestone, t.duration_days)
),

given as (
    select d.predecessor_task as task, count(*) as receivers
    from named_dependency($as_of, null) as d where d.crosses_projects group by d.predecessor_task
),

standing as (
    select
        t.rowid as place, t.key as task_key, t.project, t.baseline_finish, t.actual_finish, t.status,
        coalesce(t.actual_finish, t.forecast_finish, t.planned_finish) as date,
        in_force(t.valid_from, t.valid_to, $compare_with) as is_same
    from task as t
    where in_force(t.valid_from, t.valid_to, $as_of) and is_a_milestone(t.milestone, t.duration_days)
        and ($which is distinct from 'moved' or t.valid_from > $compare_with or $compare_with > $as_of)
),

placed as (
    select
        t.place, t.task_key, case when t.is_same then t.date else b.date_before end as date_before, t.date,
        t.date - t.baseline_finish as late_days, t.date - case when t.is_same then t.date else b.date_before end as moved_days,
        t.actual_finish is not null or coalesce(t.status = 'completed', false) as is_met, coalesce(g.receivers, 0) as receivers
    from standing as t
    semi join scope as p on t.project = p.project
    left join before as b on t.task_key = b.task_key
    left join given as g on t.task_key = g.task
    where ($which is distinct from 'ahead' or not is_met) and ($which is distinct from 'moved' or moved_days <> 0)
),

-- only what is shown is read in full: carrying every column of a million milestones through the sort took a minute
listed as (
    select * from placed as m
    order by m.is_met, m.receivers > 0 desc, m.moved_days desc nulls last, m.late_days desc nulls last, m.date nulls last, m.task_key
    limit $limit
)

select
    t.key as task, t.name, t.project, p.name as project_name, p.programme_name, t.owner, t.baseline_finish as baseline_date, m.date_before,
    m.date, t.actual_finish as actual_date, m.late_days, m.moved_days, m.is_met, m.receivers, p.rating,
    (select count(*) from placed as l where l.moved_days > 0) as moved_later, t.import_id, t.sheet, t.row_number
from listed as m
inner join task as t on m.place = t.rowid
inner join scope as p on t.project = p.project
order by m.is_met, m.receivers > 0 desc, m.moved_days desc nulls last, m.late_days desc nulls last, m.date nulls last, t.key
