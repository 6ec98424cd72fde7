-- the day a moment speaks of: the status date of the latest snapshot until then; NULL on an empty store
create or replace macro status_day(as_of) as (
    select max(s.status_date) from snapshot as s where s.undone_at is null and s.moment <= as_of
);
