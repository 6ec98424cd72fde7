-- one row per project and month: first baseline, planned, expected, spent and earned, in the reporting currency
create or replace macro summed_money(as_of) as table
with lines as (
    select b.project, b.period, b.spend, b.currency, b.planned_value, b.forecast_cost, null::decimal(18, 2) as actual_cost,
        null::decimal(18, 2) as earned_value, null::decimal(18, 2) as baseline_value
    from budget_period_at(as_of) as b
    union all
    select c.project, c.period, c.spend, c.currency, null, null, c.actual_cost, c.earned_value, null from cost_period_at(as_of) as c
    union all
    select f.project, f.period, null, f.currency, null, null, null, null, f.planned_value from first_plan(as_of) as f
),

summed as (
    select
        l.project, date_trunc('month', l.period)::date as month, coalesce(l.currency, p.currency) as currency,
        sum(l.baseline_value) as baseline_value, sum(l.planned_value) as planned_value, sum(l.forecast_cost) as forecast_cost,
        sum(l.actual_cost) as actual_cost, sum(l.earned_value) as earned_value,
        sum(l.forecast_cost) filter (where l.spend = 'capex') as forecast_capex,
        sum(l.actual_cost) filter (where l.spend = 'capex') as actual_capex,
        sum(l.forecast_cost) filter (where l.spend = 'opex') as forecast_opex,
        sum(l.actual_cost) filter (where l.spend = 'opex') as actual_opex, bool_or(l.baseline_value is null) as is_stated
    from lines as l
    left join project_at(as_of) as p on l.project = p.project_key
    where l.period is not null
    group by all
),

dated as (
    select s.*, c.rate, s.month <= status_day(as_of) as is_past
    from summed as s
    left join conversion(as_of) as c on s.currency is not distinct from c.from_currency
)

select
    d.project, d.month, sum(d.baseline_value * d.rate)::decimal(18, 2) as baseline_value, sum(d.planned_value * d.rate)::decimal(18, 2) as planned_value,
    sum(d.forecast_cost * d.rate)::decimal(18, 2) as forecast_cost, sum(d.actual_cost * d.rate)::decimal(18, 2) as actual_cost,
    sum(d.earned_value * d.rate)::decimal(18, 2) as earned_value,
    sum(case when d.is_past then d.actual_cost else d.forecast_cost end * d.rate)::decimal(18, 2) as expected_cost,
    sum(case when d.is_past then d.actual_capex else d.forecast_capex end * d.rate)::decimal(18, 2) as capex,
    sum(case when d.is_past then d.actual_opex else d.forecast_opex end * d.rate)::decimal(18, 2) as opex,
    bool_or(d.is_stated) as is_stated, bool_or(d.rate is null) as is_unconverted, any_value(d.is_past) as is_past
from dated as d
group by d.project, d.month;
