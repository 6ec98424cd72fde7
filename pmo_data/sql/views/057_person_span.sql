-- one row per stretch of days of a person's work: hours a day allocated by assignments, demanded by open tasks, and logged
create or replace macro person_span(as_of) as table
with day as (
    select status_day(as_of) as today
)

select
    a.project, a.person, a.start::date as start, a.until::date as finish,
    coalesce(asked_fte(a.fte, a.share) * coalesce(p.hours_per_week, 40) / 7, a.planned_hours / (a.finish - a.start + 1)) as allocated,
    0.0 as demanded, a.actual_hours / (a.until - a.start + 1) as logged
from dated_assignment(as_of) as a
left join person_at(as_of) as p on a.person = p.person_key
where a.start <= a.until and a.person is not null
union all
select
    t.project, t.person, greatest(t.start, d.today + 1) as start, greatest(t.finish, d.today + 7) as finish, 0.0 as allocated,
    t.hours_left / (greatest(t.finish, d.today + 7) - greatest(t.start, d.today + 1) + 1) as demanded, 0.0 as logged
from task_worker(as_of) as t
cross join day as d
where t.is_wanted and is_open_line(t.status, t.actual_finish) and not t.is_summary and t.hours_left > 0 and t.start is not null and t.finish is not null
    and greatest(t.finish, d.today + 7) >= t.start;
