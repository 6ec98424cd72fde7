-- declared minus derived on the scale 5-1: positive where people see it greener than the data
create or replace macro watermelon_gap(declared, derived) as
    rating_rank(declared) - rating_rank(derived);
