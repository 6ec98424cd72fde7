-- a rating on three points for counting: both half ambers are amber, anything else is unknown
create or replace macro rating_band(rating) as
    coalesce(list_extract(['red', 'amber', 'amber', 'amber', 'green'], rating_rank(rating)), 'unknown');
