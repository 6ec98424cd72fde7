-- a rating on three points for counting: both half ambers are amber, anything else is unknown
create or replace macro rating_band(rating) as
    case rating when 'green' then 'green' when 'red' then 'red' when 'amber' then 'amber' when 'amber_green' then 'amber'
        when 'amber_red' then 'amber' else 'unknown' end;
