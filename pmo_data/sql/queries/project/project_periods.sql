-- one row per month with money of the project
with monthly as (
    select
        m.month, sum(m.planned_value) as planned_value, sum(m.earned_value) as earned_value, sum(m.actual_cost) as actual_cost,
        sum(m.forecast_cost) as forecast_cost, any_value(m.reporting_currency) as currency
    from month_money($as_of) as m
    where m.project = $project
    group by m.month
)

select
    m.month, m.currency, m.planned_value, m.earned_value, m.actual_cost, m.forecast_cost,
    sum(m.planned_value) over (order by m.month) as cumulative_planned_value,
    sum(m.earned_value) over (order by m.month) as cumulative_earned_value,
    sum(m.actual_cost) over (order by m.month) as cumulative_actual_cost,
    m.month <= date_trunc('month', status_day($as_of)) as is_past
from monthly as m
order by m.month
