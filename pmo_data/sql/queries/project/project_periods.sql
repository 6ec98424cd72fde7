-- one row per month with money of the project
select
    m.month, reporting_currency($as_of) as currency, m.planned_value, m.earned_value, m.actual_cost, m.forecast_cost,
    sum(m.planned_value) over (order by m.month) as cumulative_planned_value,
    sum(m.earned_value) over (order by m.month) as cumulative_earned_value,
    sum(m.actual_cost) over (order by m.month) as cumulative_actual_cost,
    m.month <= date_trunc('month', status_day($as_of)) as is_past
from period_money($as_of) as m
where m.project = $project and m.is_stated and not m.is_unconverted
order by m.month
