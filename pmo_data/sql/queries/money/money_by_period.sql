-- one row per month, quarter or year with money in scope
with rule as (
    select t.fiscal_first_month, t.status_date from thresholds($as_of) as t
),

scope as (
    select s.project from scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as s
),

period as (
    select
        fiscal_start($grain, m.month, t.fiscal_first_month) as period, sum(m.planned_value) as planned_value,
        sum(case when m.is_past then m.actual_cost else m.forecast_cost end) as expected_cost,
        sum(m.forecast_cost) as forecast_cost, sum(m.actual_cost) as actual_cost, sum(m.earned_value) as earned_value,
        sum(case when m.is_past then m.actual_cost else m.forecast_cost end) filter (where m.spend = 'capex') as capex,
        sum(case when m.is_past then m.actual_cost else m.forecast_cost end) filter (where m.spend = 'opex') as opex,
        count(distinct m.project) as projects,
        count(distinct m.project) filter (where m.is_unconverted) as unconverted
    from period_money($as_of) as m
    semi join scope as s on m.project is not distinct from s.project
    cross join rule as t
    group by 1
),

first_stated as (
    select fiscal_start($grain, f.month, t.fiscal_first_month) as period, sum(f.baseline_value) as baseline_value
    from first_plan($as_of) as f
    semi join scope as s on f.project is not distinct from s.project
    cross join rule as t
    group by 1
)

select
    coalesce(p.period, f.period) as period, f.baseline_value, p.planned_value, p.forecast_cost, p.actual_cost,
    p.earned_value, p.expected_cost, p.capex, p.opex,
    sum(f.baseline_value) over running as cumulative_baseline_value, sum(p.planned_value) over running as cumulative_planned_value,
    sum(p.expected_cost) over running as cumulative_expected_cost,
    case when coalesce(p.period, f.period) <= t.status_date then sum(p.actual_cost) over running end as cumulative_actual_cost,
    case when coalesce(p.period, f.period) <= t.status_date then sum(p.earned_value) over running end as cumulative_earned_value,
    coalesce(p.period, f.period) <= t.status_date as is_past, t.fiscal_first_month::integer as fiscal_first_month,
    p.projects, p.unconverted, reporting_currency($as_of) as currency
from period as p
full join first_stated as f on p.period = f.period
cross join rule as t
window running as (order by coalesce(p.period, f.period))
order by 1
