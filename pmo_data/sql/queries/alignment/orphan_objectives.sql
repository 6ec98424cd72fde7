-- one row per objective without children that no open project in scope serves
with serves as (
    select c.objective, p.name, p.is_open, coalesce(p.expected_finish, date '1900-01-01') as finish
    from contribution_at($as_of) as c
    inner join read_project($as_of) as p on c.project = p.project
    semi join scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as s on c.project = s.project
    where coalesce(c.strength, 1) > 0
),

served as (
    select s.objective, bool_or(s.is_open) as is_served, max_by(s.name, s.finish) as last_served_by
    from serves as s
    group by s.objective
)

select o.objective, o.code, o.name, o.parent, o.owner, o.weight, o.weight_share_pct, s.last_served_by
from weighted_objective($as_of) as o
left join served as s on o.objective = s.objective
where not o.has_children and not coalesce(s.is_served, false)
order by o.weight desc nulls last, o.name, o.objective
