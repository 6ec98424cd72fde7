-- one row per day off of each working calendar, and one with no day for a calendar without days off
select
    c.name, c.holiday, c.weekdays, c.hours_per_day, c.reason, c.source,
    c.source in (select t.source from task_at($as_of) as t where t.source is not null) as is_of_a_plan
from calendar_at($as_of) as c
order by c.name, c.holiday nulls first, c.calendar_key
