-- one row per assignment, with the dates of its task where it states none of its own, whether its project
-- still asks for it, and until when it counts: a project that is over asks for nobody after the status day
create or replace macro dated_assignment(as_of) as table
with said as (
    select distinct l.project, l.task, coalesce(l.project, '') || '/' || l.task as by_id
    from assignment_at(as_of) as l
    where l.task is not null and (l.start is null or l.finish is null)
),

-- a task is said by its id, or by its key where it has none: the id of one may look like the key of another
found as (
    select
        s.project, s.task, t.task_key = s.by_id as is_id,
        coalesce(t.actual_start, t.forecast_start, t.planned_start) as start,
        coalesce(t.actual_finish, t.forecast_finish, t.planned_finish) as finish
    from task_at(as_of) as t
    inner join (
        select s.project, s.task, s.by_id, s.by_id as task_key from said as s
        union all
        select s.project, s.task, s.by_id, s.task as task_key from said as s
    ) as s on t.task_key = s.task_key
),

dates as (
    select distinct on (f.project, f.task) f.project, f.task, f.start, f.finish
    from found as f
    order by f.project, f.task, f.is_id desc
),

dated as (
    select a.* replace (coalesce(a.start, t.start) as start, coalesce(a.finish, t.finish) as finish)
    from assignment_at(as_of) as a
    left join dates as t on a.project is not distinct from t.project and a.task = t.task
)

select
    d.*, e.project is null as is_wanted,
    case when e.project is null then d.finish else least(d.finish, status_day(as_of)) end as until
from dated as d
left join ended_project(as_of) as e on d.project = e.project;
