-- one row per open project in scope and limit it is over
with limits as (
    select
        t.*, (select try_cast(any_value(s.value) as double) from setting_at($as_of) as s where lower(s.name) = 'exception_money') as money_limit
    from thresholds($as_of) as t
),

scoped as materialized (
    select
        p.project, p.code, p.name, p.programme_name, p.department, p.manager, p.budget, p.rating, p.reporting_currency, p.cost_variance,
        p.cost_variance_pct, p.derived_cost
    from valued_project($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as p where p.is_open
),

found as (
    select b.project, b.dimension, b.level, b.since, b.status_dates, b.age_days, b.measured, b.unit, b.money_over, 'percentage' as limit_kind
    from breach($as_of) as b
    union all
    -- over a limit in money though not in per cent
    select p.project, 'cost', 'amber', null, null, null, p.cost_variance_pct, '%', p.cost_variance, 'money'
    from scoped as p
    cross join limits as t
    where p.cost_variance >= t.money_limit and p.derived_cost not in ('amber', 'red')
)

select
    p.project, p.code, p.name, p.programme_name, p.department, p.manager as owner, f.dimension, f.level, f.limit_kind, f.measured,
    f.unit, list_extract(
        [[t.schedule_amber_pct, t.schedule_red_pct], [t.cost_amber_pct, t.cost_red_pct], [t.benefits_amber_pct, t.benefits_red_pct],
            [t.risk_amber_pct, t.risk_red_pct],
            case when f.unit = '% of demand' then [t.unfilled_amber_pct, t.unfilled_red_pct] else [t.load_amber_pct, t.load_red_pct] end, [1, t.gate_red_days], [t.stale_days, t.stale_red_days]],
        list_position(['schedule', 'cost', 'benefits', 'risk', 'resource', 'governance', 'data'], f.dimension)
    )[case when f.level = 'red' then 2 else 1 end] as threshold,
    f.money_over, t.money_limit, f.since, f.age_days, f.status_dates, p.budget as at_stake, p.rating,
    list_extract([e.derived_schedule_rule, e.derived_cost_rule, e.derived_benefits_rule, e.derived_risk_rule, e.derived_resource_rule,
        e.derived_governance_rule, e.derived_data_rule], list_position(
        ['schedule', 'cost', 'benefits', 'risk', 'resource', 'governance', 'data'], f.dimension)) as sentence,
    p.reporting_currency as currency
from found as f
inner join scoped as p on f.project = p.project
inner join explained_project($as_of) as e on f.project = e.project
cross join limits as t
where not (f.dimension = 'schedule' and f.unit = '%' and f.measured is null)
order by f.level desc, f.dimension in ('schedule', 'cost', 'benefits') desc, p.budget desc nulls last, f.age_days desc nulls last, p.name, p.project, f.dimension
