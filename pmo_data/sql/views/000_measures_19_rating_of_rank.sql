-- the rating of a place on the scale 5-1; unknown where there is none
create or replace macro rating_of_rank(place) as
    case place when 5 then 'green' when 4 then 'amber_green' when 3 then 'amber' when 2 then 'amber_red' when 1 then 'red' else 'unknown' end;
