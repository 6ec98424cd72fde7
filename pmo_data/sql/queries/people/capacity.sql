-- one row per group with demand from the scope, and month: what is asked of it by work agreed and work proposed
with load as (
    select l.*, s.project is not null as in_scope
    from group_load($as_of, $dimension, $months) as l
    left join scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as s on l.project is not distinct from s.project
),

held as (
    select l.group_name, any_value(l.people) as people, any_value(l.capacity_known) as capacity_known, any_value(l.capacity_fte) as capacity_fte
    from load as l
    group by l.group_name
    having bool_or(l.in_scope)
),

calendar as (
    select unnest(generate_series(d.first_month, d.first_month + to_months($months - 1), interval 1 month))::date as month
    from (select date_trunc('month', status_day($as_of) + 1)::date as first_month) as d
),

summed as (
    select
        l.group_name, l.month, coalesce(sum(l.demand_fte) filter (where not l.is_pipeline), 0) as committed_fte,
        coalesce(sum(l.demand_fte) filter (where l.is_pipeline), 0) as pipeline_fte,
        coalesce(sum(l.demand_fte) filter (where l.in_scope), 0) as scope_fte, sum(l.unfilled_fte) as unfilled_fte, count(distinct l.project) as projects
    from load as l
    group by l.group_name, l.month
),

asked as (
    select
        h.group_name, c.month, h.people, h.capacity_known, h.capacity_fte, round(coalesce(s.committed_fte, 0), 4) as committed_fte,
        round(coalesce(s.pipeline_fte, 0), 4) as pipeline_fte, round(coalesce(s.scope_fte, 0), 4) as scope_fte, coalesce(s.projects, 0) as projects,
        round(coalesce(s.unfilled_fte, 0), 4) as unfilled_fte
    from held as h
    cross join calendar as c
    left join summed as s on h.group_name = s.group_name and c.month = s.month
),

judged as (
    select
        a.*, a.committed_fte + a.pipeline_fte as demand_fte,
        case
            when short_of(a.committed_fte, a.capacity_fte) > 0 then 'over'
            when short_of(a.committed_fte + a.pipeline_fte, a.capacity_fte) > 0 then 'over with pipeline'
            else 'within'
        end as state
    from asked as a
)

select
    j.group_name, j.month, j.people, j.capacity_known, j.capacity_fte, j.committed_fte, j.pipeline_fte, j.demand_fte, j.scope_fte, j.unfilled_fte,
    j.projects, load_pct(j.demand_fte, j.capacity_fte) as load_pct, short_of(j.demand_fte, j.capacity_fte) as short_fte, j.state,
    j.state <> 'within'
    and j.month = min(j.month) filter (where j.state <> 'within') over (partition by j.group_name) as is_first_breach
from judged as j
order by j.group_name, j.month
