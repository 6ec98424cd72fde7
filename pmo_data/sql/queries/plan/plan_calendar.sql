-- one row per day off of each working calendar, and one with no day for a calendar without days off
select c.name, c.holiday, c.weekdays, c.hours_per_day, c.reason
from calendar_at($as_of) as c
order by c.name, c.holiday nulls first, c.calendar_key
