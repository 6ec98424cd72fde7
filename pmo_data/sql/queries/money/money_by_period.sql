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
        sum(m.baseline_value) as baseline_value, sum(m.expected_cost) as expected_cost,
        sum(m.forecast_cost) as forecast_cost, sum(m.actual_cost) as actual_cost, sum(m.earned_value) as earned_value,
        sum(m.capex) as capex, sum(m.opex) as opex, count(distinct m.project) filter (where m.is_stated and $grain <> 'month') as projects,
        count(distinct m.project) filter (where m.is_unconverted and $grain <> 'month') as unconverted,
        count(m.project) filter (where m.is_stated) as stated_lines, count(m.project) filter (where m.is_unconverted) as unconverted_lines
    from period_money($as_of) as m
    semi join scope as s on m.project is not distinct from s.project
    cross join rule as t
    group by 1
)

select
    p.period, p.baseline_value, p.planned_value, p.forecast_cost, p.actual_cost,
    p.earned_value, p.expected_cost, p.capex, p.opex,
    sum(p.baseline_value) over running as cumulative_baseline_value, sum(p.planned_value) over running as cumulative_planned_value,
    sum(p.expected_cost) over running as cumulative_expected_cost,
    sum(p.capex) over running as cumulative_capex, sum(p.opex) over running as cumulative_opex,
    case when p.period <= t.status_date then sum(p.actual_cost) over running end as cumulative_actual_cost,
    case when p.period <= t.status_date then sum(p.earned_value) over running end as cumulative_earned_value,
    p.period <= t.status_date as is_past, t.fiscal_first_month::integer as fiscal_first_month,
    -- a project has one line a month: only for longer periods its lines have to be told apart
    case when $grain = 'month' then p.stated_lines else p.projects end as projects,
    case when $grain = 'month' then p.unconverted_lines else p.unconverted end as unconverted, reporting_currency($as_of) as currency
from period as p
cross join rule as t
window running as (order by p.period)
order by 1
