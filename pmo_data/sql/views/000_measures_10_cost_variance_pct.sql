-- expected cost against the budget in per cent of it; positive is over budget
create or replace macro cost_variance_pct(expected_cost, budget) as
    percentage(expected_cost - budget, budget);
