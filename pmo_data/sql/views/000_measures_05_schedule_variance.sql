-- schedule variance in money: earned minus planned
create or replace macro schedule_variance(earned_value, planned_value) as
    earned_value - planned_value;
