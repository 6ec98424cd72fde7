-- one row per project in scope
select
    p.project, p.code, p.name, p.portfolio, p.programme, p.programme_name, p.department, p.category, p.stage, p.status,
    p.sponsor, p.manager, p.priority, p.mandatory, p.rating, p.rating_reason, p.declared_overall, p.declared_word,
    p.declared_schedule, p.declared_cost, p.declared_scope, p.declared_benefits, p.declared_resource, p.declared_risk,
    p.derived_overall, p.derived_schedule, p.derived_cost, p.derived_benefits, p.derived_risk, p.derived_resource,
    p.derived_governance, p.derived_data, p.watermelon_gap, p.baseline_start, p.baseline_finish, p.forecast_start,
    p.forecast_finish, p.actual_start, p.actual_finish, p.slip_days, p.slip_pct, p.percent_complete,
    p.percent_complete_basis, p.approved_budget, p.whole_life_cost, p.budget, p.budget_basis, p.forecast_cost,
    p.actual_cost, p.contingency, p.cost_variance, p.cost_variance_pct, p.currency, p.price_base, p.updated_on,
    p.data_age_days, p.status_comment, to_json(p.absent)::varchar as absent, p.source, p.import_id, p.sheet, p.row_number
from scoped_project($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as p
order by p.name, p.project
