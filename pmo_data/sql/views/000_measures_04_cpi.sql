-- cost performance index: value earned for each unit of money spent
create or replace macro cpi(earned_value, actual_cost) as
    ratio(earned_value, actual_cost);
