-- one row per objective
with served as (
    select c.objective, count(distinct c.project) as projects
    from contribution_at($as_of) as c
    inner join scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as s on c.project = s.project
    where coalesce(c.strength, 1) > 0
    group by c.objective
)

select
    o.objective, o.code, o.name, o.parent, o.parent_name, o.weight, o.weight_share_pct, o.owner, o.measure, o.target,
    o.description, coalesce(s.projects, 0) as projects, o.source, o.import_id, o.sheet, o.row_number
from weighted_objective($as_of) as o
left join served as s on o.objective = s.objective
order by o.weight desc nulls last, o.code, o.objective
