-- cost variance in money: earned minus spent
create or replace macro cost_variance(earned_value, actual_cost) as
    earned_value - actual_cost;
