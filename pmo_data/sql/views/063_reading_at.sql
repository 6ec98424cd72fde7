-- one row per project: what the latest snapshot until a moment read from its data
create or replace macro reading_at(as_of) as table
select r.*
from reading as r
where r.moment = latest_moment(as_of);
