-- one row per project and month: the money that the latest snapshot until a moment read, in the reporting currency
create or replace macro period_money(as_of) as table
select r.* exclude (moment)
from money_reading as r
where r.moment = (select max(m.moment) from money_moment as m where m.moment <= as_of);
