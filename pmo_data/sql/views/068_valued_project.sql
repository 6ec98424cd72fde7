-- one row per project in scope, its money in the reporting currency (NULL where it cannot be converted)
create or replace macro valued_project(as_of, portfolios, programmes, departments, objectives, ratings) as table
select
    p.* exclude (budget, approved_budget, whole_life_cost, forecast_cost, actual_cost, contingency, cost_variance),
    (p.budget * p.rate)::decimal(18, 2) as budget,
    (p.approved_budget * p.rate)::decimal(18, 2) as approved_budget,
    (p.whole_life_cost * p.rate)::decimal(18, 2) as whole_life_cost,
    (p.forecast_cost * p.rate)::decimal(18, 2) as forecast_cost,
    (p.actual_cost * p.rate)::decimal(18, 2) as actual_cost,
    (p.contingency * p.rate)::decimal(18, 2) as contingency,
    (p.cost_variance * p.rate)::decimal(18, 2) as cost_variance,
    p.rate is null and coalesce(p.budget, p.forecast_cost, p.actual_cost) is not null as is_unconverted
from chosen_project(as_of, portfolios, programmes, departments, objectives, ratings) as p;
