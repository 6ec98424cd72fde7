-- one row per department or project with something to look at, status date and check
with scope as materialized (
    select p.project, case $by when 'name' then p.name else coalesce(p.department, 'No department') end as who
    from read_project($as_of) as p
    semi join scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as s on p.project = s.project
),

reported as (
    -- what no file tells of any project is not broken everywhere but not known
    select
        exists (select 1 from status_report_at($as_of)) as any_report, t.stale_days,
        exists (select 1 from reading_at($as_of) as b where b.baseline_finish is not null and b.budget is not null) as any_baseline
    from thresholds($as_of) as t
),

living as (
    select
        s.who, s.project, r.status_date, r.moment,
        case when t.any_baseline then r.baseline_finish is not null and r.budget is not null end as has_baseline,
        r.data_age_days <= t.stale_days as fresh, case when r.gates is not null then r.gate_overdue_days is null end as gates_held, t.any_report
    from reading as r
    semi join status_moment($as_of) as m on r.moment = m.moment
    inner join scope as s on r.project = s.project
    cross join reported as t
    where r.is_open
),

counted as (
    select
        l.who, l.status_date, unnest([
            {'check': 'report on time', 'kept': sum((l.any_report and coalesce(g.on_time, false))::integer) filter (where l.any_report), 'measured': count(*) filter (where l.any_report)},
            {'check': 'risks reviewed', 'kept': sum(g.reviewed::integer), 'measured': count(g.reviewed)},
            {'check': 'baseline approved', 'kept': sum(l.has_baseline::integer), 'measured': count(l.has_baseline)},
            {'check': 'benefit owners set', 'kept': sum(g.owned::integer), 'measured': count(g.owned)},
            {'check': 'gate evidence complete', 'kept': sum(g.evidenced::integer), 'measured': count(g.evidenced)},
            {'check': 'gates held', 'kept': sum(l.gates_held::integer), 'measured': count(l.gates_held)},
            {'check': 'data fresh', 'kept': sum(l.fresh::integer), 'measured': count(l.fresh)}
        ]) as c
    from living as l
    left join kept_register($as_of) as g on l.moment = g.moment and l.project = g.project
    group by l.who, l.status_date
),

told as (
    select
        c.who, c.status_date, c.c."check" as "check", c.c.kept as kept, c.c.measured as measured,
        percentage(sum(c.c.kept) over each_one, sum(c.c.measured) over each_one) as share_pct
    from counted as c
    where c.c.measured > 0 and ($one_check is null or c.c."check" = $one_check)
    window each_one as (partition by c.who, c.c."check")
)

select t.who, t.status_date, t."check", t.kept::bigint as kept, t.measured, percentage(t.kept, t.measured) as kept_pct
from told as t
qualify $most is null or dense_rank() over (partition by t."check" order by t.share_pct, t.who) <= $most
order by t.status_date, t.who, t."check"
