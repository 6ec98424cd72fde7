-- one row per assignment, with the dates of its task where it states none of its own, and whether its project
-- still asks for it
create or replace macro dated_assignment(as_of) as table
select
    a.* replace (
        coalesce(a.start, t.actual_start, t.forecast_start, t.planned_start) as start,
        coalesce(a.finish, t.actual_finish, t.forecast_finish, t.planned_finish) as finish
    ), e.project is null as is_wanted
from assignment_at(as_of) as a
left join (
    select t.* from task_at(as_of) as t
    -- few assignments lack a date: of a million tasks only theirs are read
    semi join (select l.project, l.task from assignment_at(as_of) as l where l.start is null or l.finish is null) as l
        on t.project = l.project and t.code = l.task
) as t on a.project = t.project and a.task = t.code and (a.start is null or a.finish is null)
left join ended_project(as_of) as e on a.project = e.project;
