-- one row per person with work in scope, and week (Monday): hours allocated, demanded by open tasks, and logged
with day as (
    select status_day($as_of) as today, date_trunc('week', status_day($as_of))::date as monday
),
worker as (
    select distinct s.person
    from person_span($as_of) as s
    semi join scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as k on s.project is not distinct from k.project
),
turn as (
    select s.person, s.start as at, s.allocated, s.demanded, s.logged from person_span($as_of) as s
    union all
    select s.person, s.finish + 1 as at, -s.allocated as allocated, -s.demanded as demanded, -s.logged as logged from person_span($as_of) as s
    union all
    select w.person, unnest(generate_series(d.monday - $weeks_back * 7, d.monday + ($weeks_ahead + 1) * 7, interval 7 day))::date as at, 0, 0, 0
    from worker as w cross join day as d
),
event as (
    select
        t.person, t.at, t.at - date '1970-01-01' as number, sum(t.allocated) as allocated, sum(t.demanded) as demanded, sum(t.logged) as logged
    from turn as t
    semi join worker as w on t.person = w.person
    group by t.person, t.at
),

running as (
    select
        e.person, e.at, sum(e.allocated) over earlier * e.number - sum(e.allocated * e.number) over earlier as allocated,
        sum(e.demanded) over earlier * e.number - sum(e.demanded * e.number) over earlier as demanded,
        sum(coalesce(e.logged, 0)) over earlier * e.number - sum(coalesce(e.logged, 0) * e.number) over earlier as logged
    from event as e
    window earlier as (partition by e.person order by e.at rows unbounded preceding)
),

week as (
    select
        r.person, r.at as week, lead(r.allocated) over following - r.allocated as allocated_hours,
        lead(r.demanded) over following - r.demanded as demanded_hours, lead(r.logged) over following - r.logged as logged_hours
    from running as r
    cross join day as d
    where (r.at - d.monday) % 7 = 0 and r.at between d.monday - $weeks_back * 7 and d.monday + ($weeks_ahead + 1) * 7
    window following as (partition by r.person order by r.at)
)

select
    w.person, coalesce(p.name, w.person) as name, p.role, p.team, w.week, round(w.allocated_hours, 3) as allocated_hours,
    round(w.demanded_hours, 3) as demanded_hours, case when w.week <= d.today then round(w.logged_hours, 3) end as logged_hours,
    coalesce(p.hours_per_week, 40) * coalesce(p.capacity_fte, 1) as capacity_hours,
    p.hours_per_week is not null or p.capacity_fte is not null as capacity_known,
    load_pct(w.allocated_hours, coalesce(p.hours_per_week, 40) * coalesce(p.capacity_fte, 1)) as load_pct,
    case
        when w.allocated_hours > coalesce(p.hours_per_week, 40) * coalesce(p.capacity_fte, 1) * 1.0001 then 'overloaded'
        when w.week >= d.monday and w.allocated_hours < 0.05 * coalesce(p.hours_per_week, 40) and w.demanded_hours < 1 then 'idle'
        else 'in range'
    end as state, w.week >= d.monday as is_ahead
from week as w
left join person_at($as_of) as p on w.person = p.person_key
cross join day as d
where w.week <= d.monday + $weeks_ahead * 7
order by name, w.person, w.week
