-- one row per person with work in scope, and week (Monday): hours allocated, demanded by open tasks, and logged
with day as (
    select status_day($as_of) as today, date_trunc('week', status_day($as_of))::date as monday
),

filled as materialized (
    select p.*, d.monday + (p.place - $weeks_back) * 7 as week, p.place >= $weeks_back as is_ahead, d.today
    from person_week($as_of, $weeks_back, $weeks_back + $weeks_ahead + 1, $portfolios, $programmes, $departments, $objectives, $ratings) as p
    cross join day as d
),

-- who stands out is told from the weeks with hours alone: thousands of people have some in few of them
outstanding as (
    select
        f.worker, any_value(f.person) as person, round(coalesce(max(load_pct(f.allocated_hours, f.capacity_hours)), load_pct(0, any_value(f.capacity_hours))), 6) as load_pct,
        round(coalesce(max(f.demanded_hours), 0), 6) as demanded, round(coalesce(max(f.logged_hours) filter (where f.week <= f.today), 0), 6) as logged,
        round(max(load_pct(f.allocated_hours, f.capacity_hours)) filter (where f.is_ahead), 6) as load_ahead_pct, bool_or(f.is_ahead and f.allocated_hours > f.capacity_hours * 1.0001) as is_overloaded,
        case when any_value(f.hours_per_week) > 0 then $weeks_ahead + 1 - count(*) filter (where f.is_ahead and not (
            f.allocated_hours <= f.capacity_hours * 1.0001 and f.allocated_hours < 0.05 * f.hours_per_week and f.demanded_hours < 1
        )) else 0 end as idle_weeks
    from filled as f
    group by f.worker
),

ranked as (
    select
        o.worker, count(*) over () as people, count(*) filter (where o.is_overloaded) over () as overloaded_people,
        count(*) filter (where o.idle_weeks > 0) over () as idle_people, least(
            row_number() over (order by o.load_pct desc nulls last, o.person), row_number() over (order by o.load_ahead_pct desc nulls last, o.person),
            row_number() over (order by o.demanded desc, o.person), row_number() over (order by o.logged desc, o.person),
            row_number() over (order by o.idle_weeks desc, o.worker)
        ) as place
    from outstanding as o
),

shown as (
    select distinct on (f.worker)
        f.worker, f.person, f.name, f.role, f.team, f.hours_per_week, f.capacity_hours, f.capacity_known, r.people, r.overloaded_people, r.idle_people
    from filled as f
    inner join ranked as r on f.worker = r.worker and ($most is null or r.place <= $most)
),

week as (
    select
        s.*, d.today, d.monday, d.monday + (p.place - $weeks_back)::integer * 7 as week, coalesce(f.allocated_hours, 0) as allocated_hours,
        coalesce(f.demanded_hours, 0) as demanded_hours, coalesce(f.logged_hours, 0) as logged_hours
    from shown as s cross join day as d cross join (select unnest(range($weeks_back + $weeks_ahead + 1))::integer as place) as p
    left join filled as f on s.worker = f.worker and p.place = f.place
)

select
    w.person, w.name, w.role, w.team, w.week, round(w.allocated_hours, 3) as allocated_hours, round(w.demanded_hours, 3) as demanded_hours,
    case when w.week <= w.today then round(w.logged_hours, 3) end as logged_hours, w.capacity_hours, w.capacity_known,
    load_pct(w.allocated_hours, w.capacity_hours) as load_pct,
    case when w.allocated_hours > w.capacity_hours * 1.0001 then 'overloaded'
        when w.week >= w.monday and w.allocated_hours < 0.05 * w.hours_per_week and w.demanded_hours < 1 then 'idle'
        else 'in range' end as state, w.week >= w.monday as is_ahead, w.people, w.overloaded_people, w.idle_people
from week as w order by w.worker, w.week
