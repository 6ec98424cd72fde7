-- one row: the money of the projects in scope, ratios as ratios of sums
with valued as materialized (
    select
        p.project, p.is_open, p.budget, p.forecast_cost, p.actual_cost, p.whole_life_cost, p.cost_variance, p.is_unconverted, p.currency, p.rate, p.price_base, p.reporting_currency,
        p.cost_variance is not null as has_variance
    from valued_project($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as p
),

flow as (
    select
        sum(m.planned_value) filter (where m.is_past) as planned_value, sum(m.earned_value) filter (where m.is_past) as earned_value,
        sum(m.actual_cost) filter (where m.is_past) as period_cost, sum(m.planned_value) as budget_at_completion,
        sum(m.capex) as capex, sum(m.opex) as opex,
        count(distinct m.project) filter (where m.is_past and m.earned_value is not null) as earned_known
    from period_money($as_of) as m
    semi join valued as v on m.project = v.project
),

gates as (
    select count(*) as projects_past_gate, sum(g.spent_since) as spent_past_gate
    from spent_past_gates($as_of) as g
    semi join (select v.project from valued as v where v.is_open) as o on g.project = o.project
    where g.spent_since > 0
)

select
    count(v.project) as projects, sum(v.budget) as budget, count(v.budget) as budget_known, sum(v.forecast_cost) as forecast_cost,
    count(v.forecast_cost) as forecast_cost_known, sum(v.actual_cost) as actual_cost, count(v.actual_cost) as actual_cost_known,
    sum(v.whole_life_cost) as whole_life_cost, count(v.whole_life_cost) as whole_life_cost_known,
    sum(v.cost_variance) as cost_variance, count(v.cost_variance) as cost_variance_known,
    percentage(sum(v.cost_variance), sum(v.budget) filter (where v.has_variance)) as cost_variance_pct,
    sum(v.cost_variance) filter (where v.cost_variance > 0) as overrun,
    count(v.project) filter (where v.cost_variance > 0) as over_budget,
    percent_spent(sum(v.actual_cost) filter (where v.budget is not null), sum(v.budget) filter (where v.actual_cost is not null)) as spent_pct,
    any_value(f.planned_value) as planned_value, any_value(f.earned_value) as earned_value, any_value(f.period_cost) as period_cost,
    any_value(f.budget_at_completion) as budget_at_completion, any_value(f.earned_known) as earned_known,
    spi(any_value(f.earned_value), any_value(f.planned_value)) as spi,
    cpi(any_value(f.earned_value), any_value(f.period_cost)) as cpi,
    estimate_at_completion(any_value(f.budget_at_completion), any_value(f.earned_value), any_value(f.period_cost)) as estimate_at_completion,
    any_value(f.capex) as capex, any_value(f.opex) as opex, any_value(g.projects_past_gate) as projects_past_gate,
    any_value(g.spent_past_gate) as spent_past_gate, count(v.project) filter (where v.is_unconverted) as unconverted,
    string_agg(distinct coalesce(v.currency, 'no stated currency'), ', ' order by coalesce(v.currency, 'no stated currency'))
        filter (where v.is_unconverted) as unconverted_currencies,
    count(v.project) filter (where v.rate <> 1) as converted, count(distinct v.price_base) as price_bases,
    any_value(v.reporting_currency) as currency
from flow as f
cross join gates as g
left join valued as v on true
