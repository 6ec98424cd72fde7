-- the rating of a place on the scale 5-1; unknown where there is none
create or replace macro rating_of_rank(place) as
    coalesce(list_extract(['red', 'amber_red', 'amber', 'amber_green', 'green'], place), 'unknown');
