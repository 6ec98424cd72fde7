-- a rating on the scale 5 (green) to 1 (red); NULL where it is not known. No case: it would copy its argument five times
create or replace macro rating_rank(rating) as
    nullif(list_position(['red', 'amber_red', 'amber', 'amber_green', 'green'], rating), 0);
