-- one row per objective, or per group where another dimension stands in
with aligned as (
    select a.* from aligned_project($as_of, alignment_dimension($as_of, $dimension), $portfolios, $programmes, $departments, $objectives, $ratings) as a
),

chosen as (
    select alignment_dimension($as_of, $dimension) as dimension
),

covered as (
    select
        a.objective, any_value(a.objective_name) as objective_name, count(*) as projects,
        count(*) filter (where a.is_open) as open_projects, sum(a.strength) as strength_sum, sum(a.money) as money,
        count(a.money) as money_known, any_value(a.reporting_currency) as currency,
        count(*) filter (where a.is_open and a.band = 'green') as green,
        count(*) filter (where a.is_open and a.band = 'amber') as amber,
        count(*) filter (where a.is_open and a.band = 'red') as red,
        count(*) filter (where a.is_open and a.band = 'unknown') as unknown
    from aligned as a
    where a.objective is not null
    group by a.objective
),

listed as (
    select
        c.dimension, coalesce(o.objective, v.objective) as objective, coalesce(o.name, v.objective_name) as objective_name,
        o.parent, o.weight, o.weight_share_pct, coalesce(o.has_children, false) as has_children, v.*
        exclude (objective, objective_name)
    from covered as v
    full join (select w.* from weighted_objective($as_of) as w, chosen as c where c.dimension = 'objective') as o
        on v.objective = o.objective
    cross join chosen as c
),

compared as (
    select
        l.*, percentage(l.money, sum(l.money) over ()) as spend_share_pct,
        coalesce(l.open_projects > 0 and l.red = l.open_projects, false) as served_only_by_red,
        coalesce(l.open_projects, 0) = 0 and not l.has_children as is_orphan
    from listed as l
)

select
    c.dimension, c.objective, c.objective_name, c.parent, c.weight, c.weight_share_pct, coalesce(c.projects, 0) as projects,
    coalesce(c.open_projects, 0) as open_projects, c.strength_sum, c.money, coalesce(c.money_known, 0) as money_known,
    c.currency, c.spend_share_pct, coalesce(c.spend_share_pct, 0) - c.weight_share_pct as gap_pct,
    coalesce(c.green, 0) as green, coalesce(c.amber, 0) as amber, coalesce(c.red, 0) as red,
    coalesce(c.unknown, 0) as unknown, c.served_only_by_red, c.is_orphan,
    case when c.is_orphan then 'No open project serves it.' when c.served_only_by_red then 'Only red projects serve it.'
        when c.has_children and c.projects is null then 'Served through the objectives below it.'
        else c.open_projects || ' open projects serve it, ' || c.red || ' of them red.' end as sentence
from compared as c
order by c.weight desc nulls last, c.money desc nulls last, c.objective_name, c.objective
