-- one row per project and month: money planned, earned and spent in the month, in the reporting currency
create or replace macro month_money(as_of) as table
with summed as (
    select
        l.project, l.month, l.currency, sum(l.planned_value) as planned_value, sum(l.forecast_cost) as forecast_cost,
        sum(l.earned_value) as earned_value, sum(l.actual_cost) as actual_cost
    from period_line(as_of) as l
    group by l.project, l.month, l.currency
)

select
    s.project, s.month, (s.planned_value * c.rate)::decimal(18, 2) as planned_value,
    (s.forecast_cost * c.rate)::decimal(18, 2) as forecast_cost, (s.earned_value * c.rate)::decimal(18, 2) as earned_value,
    (s.actual_cost * c.rate)::decimal(18, 2) as actual_cost, c.reporting_currency
from summed as s
inner join conversion(as_of) as c on s.currency is not distinct from c.from_currency;
