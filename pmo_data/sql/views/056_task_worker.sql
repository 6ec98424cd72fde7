-- one row per task and person who works on it: its owner, or where it has none, each of the people assigned to it with
-- their part of the hours left: as their planned hours are to each other's, else as their shares are (the whole where unsaid)
create or replace macro task_worker(as_of) as table
with asked as (
    select a.project, a.task, a.person, sum(a.planned_hours) as planned_hours, sum(coalesce(asked_fte(a.fte, a.share), 1)) as fte
    from assignment_at(as_of) as a
    where a.task is not null and a.person is not null
    group by a.project, a.task, a.person
),

part as (
    select
        k.project, k.task, coalesce(k.project, '') || '/' || k.task as by_id, k.person,
        case
            when count(k.planned_hours) over several = count(*) over several then k.planned_hours / nullif(sum(k.planned_hours) over several, 0)
            else k.fte / nullif(sum(k.fte) over several, 0)
        end as part
    from asked as k
    window several as (partition by k.project, k.task)
),

-- a task is said by its id, or by its key where it has none
keyed as (
    select p.by_id as task_key, p.project, p.task, p.person, p.part, true as is_id from part as p
    union all
    select p.task as task_key, p.project, p.task, p.person, p.part, false as is_id from part as p
),

assigned as (
    select
        t.task_key as task, t.project, k.person, t.name, t.status, coalesce(t.summary, false) as is_summary,
        coalesce(t.actual_start, t.forecast_start, t.planned_start) as start,
        coalesce(t.actual_finish, t.forecast_finish, t.planned_finish) as finish, t.actual_start, t.actual_finish, t.percent_complete,
        k.part * coalesce(t.remaining_work_hours, t.work_hours * (1 - coalesce(t.percent_complete, 0) / 100)) as hours_left
    from task_at(as_of) as t
    inner join keyed as k on t.task_key = k.task_key
    where t.owner is null
    qualify row_number() over (partition by k.project, k.task, k.person order by k.is_id desc) = 1
)

select * from task_owner(as_of)
union all
select a.*, e.project is null as is_wanted
from assigned as a
left join ended_project(as_of) as e on a.project = e.project;
