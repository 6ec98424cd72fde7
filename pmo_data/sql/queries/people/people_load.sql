-- one row per person with demand from the scope, and month
with load as (
    select l.*, s.project is not null as in_scope
    from month_load($as_of, null, null) as l
    left join scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as s on l.project is not distinct from s.project
),

summed as (
    select
        l.person, l.month, sum(l.demand_fte) as demand_fte, sum(l.demand_fte) filter (where l.in_scope) as scope_fte,
        count(distinct l.project) as projects
    from load as l
    where l.person in (select i.person from load as i where i.in_scope)
    group by l.person, l.month
)

select
    s.person, coalesce(p.name, s.person) as name, p.role, p.team, s.month, s.demand_fte, coalesce(s.scope_fte, 0) as scope_fte,
    coalesce(p.capacity_fte, 1) as capacity_fte, p.capacity_fte is not null as capacity_known,
    load_pct(s.demand_fte, coalesce(p.capacity_fte, 1)) as load_pct,
    s.demand_fte > coalesce(p.capacity_fte, 1) + 0.0001 as overloaded, s.projects
from summed as s
left join person_at($as_of) as p on s.person = p.person_key
order by name, s.person, s.month
