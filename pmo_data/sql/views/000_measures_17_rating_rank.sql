-- a rating on the scale 5 (green) to 1 (red); NULL where it is not known
create or replace macro rating_rank(rating) as
    case rating when 'green' then 5 when 'amber_green' then 4 when 'amber' then 3 when 'amber_red' then 2 when 'red' then 1 end;
