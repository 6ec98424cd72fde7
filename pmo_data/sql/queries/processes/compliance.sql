-- one row per project in scope, status date and check: kept, missed, or not asked for (NULL)
with scope as (
    select p.project, p.name, p.department, p.manager
    from read_project($as_of) as p
    semi join scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as s on p.project = s.project
),

month as (
    select
        m.status_date, m.moment, m.snapshot, coalesce(lag(m.status_date) over (order by m.moment), m.status_date - 31) as after_date
    from status_moment($as_of) as m
),

living as (
    select s.*, m.*, r.baseline_finish is not null and r.budget is not null as has_baseline, r.data_age_days, r.gate_overdue_days, r.gates
    from month as m
    inner join reading as r on m.moment = r.moment and r.is_open
    inner join scope as s on r.project = s.project
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
    cross join thresholds($as_of) as t
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

kept as (
    select
        l.*, case when exists (select 1 from status_report_at($as_of)) then coalesce(p.on_time, false) end as on_time, v.reviewed, o.owned,
        e.evidenced, l.data_age_days <= t.stale_days as fresh, case when l.gates is not null then l.gate_overdue_days is null end as gates_held
    from living as l
    left join report as p on l.moment = p.moment and l.project = p.project
    left join reviewed as v on l.moment = v.moment and l.project = v.project
    left join owned as o on l.moment = o.moment and l.project = o.project
    left join evidenced as e on l.moment = e.moment and l.project = e.project
    cross join thresholds($as_of) as t
)

select
    k.project, k.name, k.department, k.manager, k.status_date, c.check_name as "check",
    list_extract([k.on_time, k.reviewed, k.has_baseline, k.owned, k.evidenced, k.gates_held, k.fresh], c.place) as kept
from kept as k
cross join (
    select unnest(['report on time', 'risks reviewed', 'baseline approved', 'benefit owners set', 'gate evidence complete', 'gates held',
        'data fresh']) as check_name, generate_subscripts([1, 2, 3, 4, 5, 6, 7], 1) as place
) as c
order by k.status_date, k.department nulls last, k.name, k.project, c.place
