-- one row per department or project with something to look at, status date and check
with scope as materialized (
    select p.project, case $by when 'name' then p.name else coalesce(p.department, 'No department') end as who
    from read_project($as_of) as p
    semi join scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as s on p.project = s.project
),

reported as (
    -- what no file tells of any project is not broken everywhere but not known
    select
        exists (select 1 from status_report_at($as_of)) as any_report, t.stale_days, t.review_days,
        exists (select 1 from reading_at($as_of) as b where b.baseline_finish is not null and b.budget is not null) as any_baseline
    from thresholds($as_of) as t
),

living as (
    select
        s.who, r.status_date,
        case when t.any_baseline then r.baseline_finish is not null and r.budget is not null end as has_baseline,
        r.data_age_days <= t.stale_days as fresh, case when r.gates is not null then r.gate_overdue_days is null end as gates_held,
        case when t.any_report then coalesce(r.kept['on_time'], false) end as on_time, r.kept['review_age_days'] <= t.review_days as reviewed,
        r.kept['owned'] as owned, r.kept['evidenced'] as evidenced
    from reading as r
    semi join status_moment($as_of) as m on r.moment = m.moment
    inner join scope as s on r.project = s.project
    cross join reported as t
    where r.is_open
),

tally as (
    select
        l.who, l.status_date, count_if(l.on_time) as on_time, count(l.on_time) as on_time_of, count_if(l.reviewed) as reviewed,
        count(l.reviewed) as reviewed_of, count_if(l.has_baseline) as based, count(l.has_baseline) as based_of, count_if(l.owned) as owned,
        count(l.owned) as owned_of, count_if(l.evidenced) as evidenced, count(l.evidenced) as evidenced_of, count_if(l.gates_held) as held,
        count(l.gates_held) as held_of, count_if(l.fresh) as fresh, count(l.fresh) as fresh_of
    from living as l
    group by l.who, l.status_date
),

counted as (
    select t.who, t.status_date, c."check", c.kept, c.measured
    from tally as t, (
        values ('report on time', t.on_time, t.on_time_of), ('risks reviewed', t.reviewed, t.reviewed_of), ('baseline approved', t.based, t.based_of),
            ('benefit owners set', t.owned, t.owned_of), ('gate evidence complete', t.evidenced, t.evidenced_of), ('gates held', t.held, t.held_of),
            ('data fresh', t.fresh, t.fresh_of)
    ) as c ("check", kept, measured)
    where c.measured > 0 and ($one_check is null or c."check" = $one_check)
),

ranked as (
    select c.who, c."check", row_number() over (partition by c."check" order by percentage(sum(c.kept), sum(c.measured)), c.who) as place
    from counted as c
    group by c.who, c."check"
)

select c.who, c.status_date, c."check", c.kept::bigint as kept, c.measured, percentage(c.kept, c.measured) as kept_pct
from counted as c
inner join ranked as r on c.who is not distinct from r.who and c."check" = r."check"
where $most is null or r.place <= $most
order by c.status_date, c.who, c."check"
