-- one row per dependency that touches a project in scope
with scope as (
    select s.project from scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as s
)

select
    d.dependency, d.code, d.name, d.predecessor_project, d.predecessor_project_name, d.predecessor, d.predecessor_name,
    d.successor_project, d.successor_project_name, d.successor, d.successor_name, d.relation, d.lag_days, d.need_by,
    d.promised_by, d.conflict_days, d.crosses_projects, d.owner, d.status, d.source, d.import_id, d.sheet, d.row_number
from named_dependency($as_of, null) as d
where exists (select 1 from scope as s where s.project is not distinct from d.predecessor_project)
    or exists (select 1 from scope as s where s.project is not distinct from d.successor_project)
order by d.crosses_projects desc, d.need_by nulls last, d.predecessor_project, d.dependency
