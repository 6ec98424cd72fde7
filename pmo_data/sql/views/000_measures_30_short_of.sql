-- full-time equivalents lacking where demand is above capacity, 0 where it is not; a hundredth of one is rounding
create or replace macro short_of(demand_fte, capacity_fte) as
    case when demand_fte > capacity_fte + 0.01 then demand_fte - capacity_fte else 0 end;
