-- one row per dependency, with the names of what it binds; of one project where `of_project` names it
create or replace macro named_dependency(as_of, of_project) as table
with link as (
    select
        d.*,
        case when d.predecessor is not null then coalesce(d.predecessor_project, '') || '/' || d.predecessor end as predecessor_task,
        case when d.successor is not null then coalesce(d.successor_project, '') || '/' || d.successor end as successor_task
    from dependency_at(as_of) as d
    where of_project is null or d.predecessor_project = of_project or d.successor_project = of_project
),

ends as (
    select l.predecessor_task as task from link as l
    union
    select l.successor_task as task from link as l
),

bound as (
    select
        t.task_key, t.name, coalesce(t.actual_start, t.forecast_start, t.planned_start) as start,
        coalesce(t.actual_finish, t.forecast_finish, t.planned_finish) as finish
    from task_at(as_of) as t
    semi join ends as e on t.task_key = e.task
)

select
    l.dependency_key as dependency, l.code, l.name, l.predecessor_project, pp.name as predecessor_project_name,
    l.predecessor, l.predecessor_task, pt.name as predecessor_name,
    coalesce(pt.finish, case when l.predecessor is null then coalesce(pp.actual_finish, pp.forecast_finish) end) as predecessor_finish,
    l.successor_project, sp.name as successor_project_name, l.successor, l.successor_task, st.name as successor_name,
    coalesce(st.start, case when l.successor is null then coalesce(sp.actual_start, sp.forecast_start) end) as successor_start,
    coalesce(l.relation, 'FS') as relation, coalesce(l.lag_days, 0) as lag_days, l.need_by, l.promised_by,
    l.promised_by - l.need_by as conflict_days,
    coalesce(l.predecessor_project <> l.successor_project, false) as crosses_projects,
    l.owner, l.status, l.source, l.import_id, l.sheet, l.row_number
from link as l
left join project_at(as_of) as pp on l.predecessor_project = pp.project_key
left join project_at(as_of) as sp on l.successor_project = sp.project_key
left join bound as pt on l.predecessor_task = pt.task_key
left join bound as st on l.successor_task = st.task_key;
