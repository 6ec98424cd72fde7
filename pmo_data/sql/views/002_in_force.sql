-- whether a version of a row is the one in force at a moment, as the views of entities have it: for who needs a few columns,
-- because planning a view costs by the column, needed or not; the latest state is asked for with the end of time, hence the `least`
create or replace macro in_force(valid_from, valid_to, as_of) as
    valid_from <= as_of and valid_to > least(as_of, 9223372036854775806);
