-- demand on a person in per cent of what the person can give
create or replace macro load_pct(demand_fte, capacity_fte) as
    percentage(demand_fte, capacity_fte);
