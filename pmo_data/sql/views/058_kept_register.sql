-- one row per project of which a register says something: whether reports, reviews, owners and evidence are kept
-- Told without the limits, so that a limit which is set later counts for the months before it too.
create or replace macro kept_register(as_of) as table
with day as (
    select status_day(as_of) as today, coalesce(
        (select max(s.status_date) from snapshot as s where s.undone_at is null and s.moment <= as_of and s.status_date < status_day(as_of)),
        status_day(as_of) - 31
    ) as after_date
),

said as (
    select
        r.project, coalesce(r.submitted_on <= r.due, r.submitted_on is not null) as on_time, null::bigint as review_age_days,
        null::boolean as owned, null::boolean as evidenced
    from status_report_at(as_of) as r cross join day as d
    where r.report_date > d.after_date and r.report_date <= d.today
    union all
    select r.project, null, d.today - coalesce(r.reviewed_on, r.raised_on), null, null
    from risk_at(as_of) as r cross join day as d
    where is_open_line(r.status, r.closed_on)
    union all
    select b.project, null, null, b.owner is not null, null from benefit_at(as_of) as b
    union all
    select g.project, null, null, null, lower(coalesce(g.evidence, '')) in ('complete', 'yes', 'true')
    from gate_at(as_of) as g cross join day as d
    where coalesce(g.actual_date, g.planned_date) <= d.today
)

select
    s.project,
    {
        'on_time': bool_and(s.on_time), 'review_age_days': max(s.review_age_days), 'owned': bool_and(s.owned),
        'evidenced': bool_and(s.evidenced)
    } as kept
from said as s
group by s.project;
