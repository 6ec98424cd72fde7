-- estimate at completion where the cost performance to date goes on: budget over CPI
create or replace macro estimate_at_completion(budget_at_completion, earned_value, actual_cost) as
    ratio(budget_at_completion, cpi(earned_value, actual_cost));
