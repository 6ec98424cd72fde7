-- one row per status date until a moment: the last snapshot of that day
create or replace macro status_moment(as_of) as table
select s.status_date, max(s.moment) as moment, max_by(s.snapshot, s.moment) as snapshot
from snapshot as s
where s.undone_at is null and s.moment <= as_of
group by s.status_date;
