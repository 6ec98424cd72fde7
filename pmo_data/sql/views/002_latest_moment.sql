-- the moment of the latest snapshot up to a moment
create or replace macro latest_moment(as_of) as (
    select max(s.moment) from snapshot as s where s.undone_at is null and s.moment <= as_of
);
