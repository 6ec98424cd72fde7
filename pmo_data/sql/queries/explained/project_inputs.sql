-- explained/project_inputs
-- one row per project in scope, with everything that the portfolio's figures are made of
select
    p.project, p.name, p.programme_name, p.status, p.is_open, p.rating, p.band, p.declared_overall, p.derived_overall,
    e.derived_rule, p.watermelon_gap, p.is_watermelon, p.budget, p.budget_basis, p.forecast_cost, p.actual_cost,
    p.contingency, p.cost_variance, case when p.cost_variance is not null then p.budget end as compared_budget,
    p.percent_complete, p.expected_finish, p.baseline_finish, p.slip_days, p.slip_days >= t.late_from_days as is_late,
    p.reporting_currency as currency, p.currency as own_currency, p.rate, p.import_id, p.sheet, p.row_number
from valued_project($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as p
inner join explained_project($as_of) as e on p.project = e.project
cross join thresholds($as_of) as t
where $project is null or p.project = $project
order by p.budget desc nulls last, p.name, p.project
