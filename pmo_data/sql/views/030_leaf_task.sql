-- one row per task without children: its days of work, dates best known first, and how much of it is done
create or replace macro leaf_task(as_of) as table
with current_task as (
    select
        t.task_key, t.project, t.code, t.status, t.summary, t.planned_start, t.planned_finish, t.baseline_start,
        t.baseline_finish, t.forecast_start, t.forecast_finish, t.actual_start, t.actual_finish, t.percent_complete,
        coalesce(is_a_milestone(t.milestone, t.duration_days), false) as is_milestone,
        t.duration_days
    from task_at(as_of) as t
),

parents as (
    select distinct t.project, t.parent from task_at(as_of) as t where t.parent is not null and t.summary is null
),

leaves as (
    select c.*
    from current_task as c
    -- Not "not exists": a filter on the project, which every caller of one project sets, would not reach the tasks.
    left join parents as p
        on c.summary is null and c.code = p.parent and c.project is not distinct from p.project
    where not coalesce(c.summary, false) and p.parent is null
)

select
    l.task_key, l.project, l.status, l.is_milestone, l.planned_start, l.planned_finish, l.baseline_start,
    l.baseline_finish, l.forecast_start, l.forecast_finish, l.actual_start, l.actual_finish,
    coalesce(l.actual_start, l.forecast_start, l.planned_start) as start,
    coalesce(l.actual_finish, l.forecast_finish, l.planned_finish) as finish,
    case when l.is_milestone then 0
        else greatest(coalesce(
            l.duration_days, l.planned_finish - l.planned_start + 1, l.baseline_finish - l.baseline_start + 1, 1
        ), 0) end as work_days,
    coalesce(
        case when l.actual_finish is not null or l.status = 'completed' then 100 end,
        l.percent_complete, case when l.status in ('planned', 'proposed') then 0 end
    ) as done_pct
from leaves as l;
