-- one row per assignment and month: full-time equivalents asked of the person, or of the role while nobody is named, by projects
-- that are not over; from the first to the last month asked for, where they are not NULL
create or replace macro month_load(as_of, first_month, last_month) as table
with dated as (
    select a.person, a.role, a.project, asked_fte(a.fte, a.share) as fte, a.planned_hours, a.start, a.finish
    from dated_assignment(as_of) as a
    where a.is_wanted and (a.share is not null or a.fte is not null or a.planned_hours is not null)
),

-- months outside of those asked for are never made: a filter does not reach below the making of rows, and years lie behind
monthly as (
    select
        d.*, unnest(generate_series(
            greatest(date_trunc('month', d.start), w.first), least(date_trunc('month', d.finish), w.last), interval 1 month
        ))::date as month
    from dated as d
    cross join (select first_month as first, last_month as last) as w
    where d.start <= d.finish
),

overlapping as (
    select
        m.*, least(m.finish, last_day(m.month)) - greatest(m.start, m.month) + 1 as days, day(last_day(m.month)) as month_days,
        m.finish - m.start + 1 as whole_days
    from monthly as m
)

select
    o.person, o.role, o.project, o.month,
    coalesce(
        o.fte * o.days / o.month_days,
        o.planned_hours / o.whole_days * o.days / (coalesce(p.hours_per_week, 40) / 7 * o.month_days)
    ) as demand_fte
from overlapping as o
left join person_at(as_of) as p on o.person = p.person_key;
