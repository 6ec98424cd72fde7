-- one row per assignment, with the dates of its task where it states none of its own, whether its project
-- still asks for it, and until when it counts: a project that is over asks for nobody after the status day
create or replace macro dated_assignment(as_of) as table
with dated as (
    select
        a.* replace (
            coalesce(a.start, t.actual_start, t.forecast_start, t.planned_start) as start,
            coalesce(a.finish, t.actual_finish, t.forecast_finish, t.planned_finish) as finish
        )
    from assignment_at(as_of) as a
    left join (
        select t.* from task_at(as_of) as t
        -- few assignments lack a date: of a million tasks only theirs are read
        semi join (
            select named_task(l.project, l.task) as task from assignment_at(as_of) as l where l.start is null or l.finish is null
        ) as l on t.task_key = l.task
    ) as t on named_task(a.project, a.task) = t.task_key and (a.start is null or a.finish is null)
)

select
    d.*, e.project is null as is_wanted,
    case when e.project is null then d.finish else least(d.finish, status_day(as_of)) end as until
from dated as d
left join ended_project(as_of) as e on d.project = e.project;
