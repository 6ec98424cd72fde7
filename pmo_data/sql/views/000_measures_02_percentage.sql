-- a part of a whole in per cent, 0-100: NULL where the whole is NULL or nought
create or replace macro percentage(part, whole) as
    100 * ratio(part, whole);
