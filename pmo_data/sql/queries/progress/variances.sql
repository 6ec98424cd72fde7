-- one row per project in scope, money in the reporting currency
select
    p.project, p.code, p.name, p.programme_name, p.rating, p.baseline_duration_days, p.slip_days, p.slip_pct,
    p.derived_schedule, p.budget, p.budget_basis, p.forecast_cost, p.cost_variance, p.cost_variance_pct, p.derived_cost,
    p.actual_cost, p.percent_complete, percent_spent(p.actual_cost, p.budget) as spent_pct, p.reporting_currency as currency
from valued_project($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as p
order by p.cost_variance desc nulls last, p.slip_days desc nulls last, p.name, p.project
