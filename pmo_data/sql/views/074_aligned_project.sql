-- one row per project in scope and objective it serves, with its part of the money; one with NULL where it serves none
create or replace macro aligned_project(as_of, dimension, portfolios, programmes, departments, objectives, ratings) as table
with serves as (
    select
        s.*,
        count(*) over (partition by s.project) as served,
        count(s.share_pct) over (partition by s.project) as shares_stated,
        count(s.strength) over (partition by s.project) as strengths_stated,
        sum(s.strength) over (partition by s.project) as strength_sum,
        sum(coalesce(s.weight, 1) * s.strength) over (partition by s.project) as weighted_strength
    from serving(as_of, dimension) as s
    where s.objective is not null
),

shared as (
    select
        s.*,
        case when s.shares_stated = s.served then 'stated' when s.strengths_stated = s.served then 'strength' else 'even' end
            as share_basis,
        case when s.shares_stated = s.served then s.share_pct
            when s.strengths_stated = s.served then percentage(s.strength, s.strength_sum)
            else 100.0 / s.served end as part_pct
    from serves as s
),

weighed as (
    select sum(coalesce(o.weight, 1)) as weight_sum from weighted_objective(as_of) as o where not o.has_children
)

select
    dimension as dimension, s.objective, coalesce(s.objective_name, s.objective) as objective_name, s.parent, s.weight, s.weight_share_pct,
    p.project, p.code, p.name, p.programme_name, p.department, p.status, p.is_open, p.mandatory, s.strength,
    s.part_pct as share_pct, s.share_basis, p.budget, (p.budget * s.part_pct / 100)::decimal(18, 2) as money,
    p.reporting_currency, p.rating, p.band,
    case when dimension = 'objective' then coalesce(alignment_score(s.weighted_strength, w.weight_sum), 0) end as alignment_score
from valued_project(as_of, portfolios, programmes, departments, objectives, ratings) as p
left join shared as s on p.project = s.project
cross join weighed as w;
