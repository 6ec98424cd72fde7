-- one row per link between the project's tasks, or to or from another project
select
    d.dependency, d.name, d.predecessor_project, d.predecessor_project_name, d.predecessor_task, d.predecessor_name,
    d.predecessor_finish, d.successor_project, d.successor_project_name, d.successor_task, d.successor_name,
    d.successor_start, d.relation, d.lag_days, d.need_by, d.promised_by, d.conflict_days, d.crosses_projects, d.status
from named_dependency($as_of, $project) as d
order by d.crosses_projects desc, d.need_by nulls last, d.predecessor_task, d.successor_task, d.dependency
