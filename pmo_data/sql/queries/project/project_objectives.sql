-- one row per objective the project contributes to or has a benefit for
with gain as (
    select
        b.objective, string_agg(b.name, '; ' order by b.name) as benefits, sum(b.target_value) as target_value,
        sum(b.actual_value) as actual_value, any_value(b.currency) as currency
    from benefit_at($as_of) as b
    where b.project = $project
    group by b.objective
),

served as (
    select c.objective, c.strength, c.share, c.rationale from contribution_at($as_of) as c where c.project = $project
)

select
    coalesce(s.objective, g.objective) as objective, coalesce(o.name, s.objective, g.objective) as objective_name, s.strength,
    s.share, s.rationale, g.benefits, g.target_value, g.actual_value, g.currency
from served as s
full join gain as g on s.objective = g.objective
left join objective_at($as_of) as o on coalesce(s.objective, g.objective) = o.objective_key
order by s.strength desc nulls last, objective_name nulls last, objective
