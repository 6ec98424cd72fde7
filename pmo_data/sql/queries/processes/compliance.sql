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

kept as (
    select
        l.*, case when exists (select 1 from status_report_at($as_of)) then coalesce(g.on_time, false) end as on_time, g.reviewed, g.owned,
        g.evidenced, l.data_age_days <= t.stale_days as fresh, case when l.gates is not null then l.gate_overdue_days is null end as gates_held
    from living as l
    left join kept_register($as_of) as g on l.moment = g.moment and l.project = g.project
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
