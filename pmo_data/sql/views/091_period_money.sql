-- one row per project, month and kind of spend: planned, expected, spent and earned, in the reporting currency
create or replace macro period_money(as_of) as table
with lines as (
    select b.project, b.period, b.spend, b.currency, b.planned_value, b.forecast_cost, null::decimal(18, 2) as actual_cost,
        null::decimal(18, 2) as earned_value
    from budget_period_at(as_of) as b
    union all
    select c.project, c.period, c.spend, c.currency, null, null, c.actual_cost, c.earned_value from cost_period_at(as_of) as c
),

summed as (
    select
        l.project, date_trunc('month', l.period)::date as month, l.spend, l.currency, sum(l.planned_value) as planned_value,
        sum(l.forecast_cost) as forecast_cost, sum(l.actual_cost) as actual_cost, sum(l.earned_value) as earned_value
    from lines as l
    where l.period is not null
    group by 1, 2, 3, 4
)

select
    s.project, s.month, coalesce(s.spend, 'not stated') as spend, (s.planned_value * c.rate)::decimal(18, 2) as planned_value,
    (s.forecast_cost * c.rate)::decimal(18, 2) as forecast_cost, (s.actual_cost * c.rate)::decimal(18, 2) as actual_cost,
    (s.earned_value * c.rate)::decimal(18, 2) as earned_value, c.rate is null as is_unconverted,
    s.month <= status_day(as_of) as is_past
from summed as s
left join project_at(as_of) as p on s.project = p.project_key
left join conversion(as_of) as c on coalesce(s.currency, p.currency) is not distinct from c.from_currency;
