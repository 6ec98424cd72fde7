-- a ratio of sums: NULL where the denominator is NULL or nought, never infinite
create or replace macro ratio(numerator, denominator) as
    numerator::double / nullif(denominator::double, 0);
