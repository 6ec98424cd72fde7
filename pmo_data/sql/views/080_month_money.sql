-- one row per project and month: money planned, earned and spent in the month, in the reporting currency
create or replace macro month_money(as_of) as table
with stated as (
    select
        b.project, date_trunc('month', b.period)::date as month, b.currency, b.planned_value, b.forecast_cost,
        null::decimal(18, 2) as earned_value, null::decimal(18, 2) as actual_cost
    from budget_period_at(as_of) as b
    union all
    select c.project, date_trunc('month', c.period)::date, c.currency, null, null, c.earned_value, c.actual_cost
    from cost_period_at(as_of) as c
),

summed as (
    select
        s.project, s.month, s.currency, sum(s.planned_value) as planned_value, sum(s.forecast_cost) as forecast_cost,
        sum(s.earned_value) as earned_value, sum(s.actual_cost) as actual_cost
    from stated as s
    where s.month is not null
    group by s.project, s.month, s.currency
)

select
    s.project, s.month, (s.planned_value * c.rate)::decimal(18, 2) as planned_value,
    (s.forecast_cost * c.rate)::decimal(18, 2) as forecast_cost, (s.earned_value * c.rate)::decimal(18, 2) as earned_value,
    (s.actual_cost * c.rate)::decimal(18, 2) as actual_cost, c.reporting_currency
from summed as s
left join project_at(as_of) as p on s.project = p.project_key
inner join conversion(as_of) as c on coalesce(s.currency, p.currency) is not distinct from c.from_currency;
