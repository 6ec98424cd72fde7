-- one row per project and objective it contributes to
select
    c.project, s.project_name, c.objective, coalesce(o.name, c.objective) as objective_name, c.strength, c.share, c.rationale,
    c.source, c.import_id, c.sheet, c.row_number
from contribution_at($as_of) as c
inner join scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as s on c.project = s.project
left join objective_at($as_of) as o on c.objective = o.objective_key
order by s.project_name, c.project, c.strength desc nulls last, c.objective
