-- one row per objective: its share of the weights, which are counted on objectives without children
create or replace macro weighted_objective(as_of) as table
with parents as (
    select distinct o.parent from objective_at(as_of) as o where o.parent is not null
),

marked as (
    select o.*, o.objective_key in (select p.parent from parents as p) as has_children
    from objective_at(as_of) as o
)

select
    m.objective_key as objective, m.code, m.name, m.parent, u.name as parent_name, m.weight, m.has_children,
    case when not m.has_children then
        percentage(m.weight, sum(m.weight) filter (where not m.has_children) over ()) end as weight_share_pct,
    m.owner, m.measure, m.target, m.description, m.source, m.import_id, m.sheet, m.row_number
from marked as m
left join objective_at(as_of) as u on m.parent = u.objective_key;
