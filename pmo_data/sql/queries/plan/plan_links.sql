-- one row per dependency between two tasks that touches a project
select
    d.dependency_key as dependency, d.code,
    coalesce(d.predecessor_project, '') || '/' || d.predecessor as predecessor,
    coalesce(d.successor_project, '') || '/' || d.successor as successor,
    coalesce(d.relation, 'FS') as relation, coalesce(d.lag_days, 0) as lag_days, d.name,
    coalesce(d.predecessor_project is distinct from d.successor_project, false) as crosses_projects,
    d.predecessor_project, gp.name as predecessor_project_name, gt.name as predecessor_name,
    coalesce(gt.actual_finish, gt.forecast_finish, gt.planned_finish) as predecessor_finish,
    d.successor_project, rp.name as successor_project_name, rt.name as successor_name,
    d.need_by, d.promised_by, d.owner, d.status, d.source, d.import_id, d.sheet, d.row_number
from dependency_at($as_of) as d
left join project_at($as_of) as gp on d.predecessor_project = gp.project_key
left join project_at($as_of) as rp on d.successor_project = rp.project_key
left join task_at($as_of) as gt on coalesce(d.predecessor_project, '') || '/' || d.predecessor = gt.task_key
left join task_at($as_of) as rt on coalesce(d.successor_project, '') || '/' || d.successor = rt.task_key
where (d.predecessor_project is not distinct from $project or d.successor_project is not distinct from $project)
    and d.predecessor is not null and d.successor is not null
order by d.row_number, d.dependency_key
