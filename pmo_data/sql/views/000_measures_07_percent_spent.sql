-- money spent as a percentage of the budget
create or replace macro percent_spent(actual_cost, budget) as
    percentage(actual_cost, budget);
