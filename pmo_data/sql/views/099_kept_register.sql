-- one row per project and snapshot of which a register says something: whether reports, reviews, owners and evidence are kept
create or replace macro kept_register(as_of) as table
with month as (
    select
        m.status_date, m.moment, m.snapshot, coalesce(lag(m.status_date) over (order by m.moment), m.status_date - 31) as after_date
    from status_moment(as_of) as m
),

report as (
    select
        m.moment, r.project, bool_and(coalesce(r.submitted_on <= r.due, r.submitted_on is not null)) as on_time
    from month as m
    inner join status_report as r on m.moment >= r.valid_from and m.moment < r.valid_to
        and r.report_date > m.after_date and r.report_date <= m.status_date
    group by 1, 2
),

reviewed as (
    select m.moment, r.project, bool_and(m.status_date - coalesce(r.reviewed_on, r.raised_on) <= t.review_days) as reviewed
    from month as m
    inner join risk as r on m.moment >= r.valid_from and m.moment < r.valid_to and is_open_line(r.status, r.closed_on)
    cross join thresholds(as_of) as t
    group by 1, 2
),

owned as (
    select m.moment, b.project, bool_and(b.owner is not null) as owned
    from month as m
    inner join benefit as b on m.moment >= b.valid_from and m.moment < b.valid_to
    group by 1, 2
),

evidenced as (
    select m.moment, g.project, bool_and(lower(coalesce(g.evidence, '')) in ('complete', 'yes', 'true')) as evidenced
    from month as m
    inner join gate as g on m.moment >= g.valid_from and m.moment < g.valid_to and coalesce(g.actual_date, g.planned_date) <= m.status_date
    group by 1, 2
),

said as (
    select moment, project, on_time, null::boolean as reviewed, null::boolean as owned, null::boolean as evidenced from report
    union all
    select moment, project, null, reviewed, null, null from reviewed
    union all
    select moment, project, null, null, owned, null from owned
    union all
    select moment, project, null, null, null, evidenced from evidenced
)

select moment, project, any_value(on_time) as on_time, any_value(reviewed) as reviewed, any_value(owned) as owned, any_value(evidenced) as evidenced
from said
group by moment, project
