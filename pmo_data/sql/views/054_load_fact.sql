-- one row per project with people or roles asked for on the status day: how loaded they are, how many are overloaded, and
-- how much of the demand names nobody
create or replace macro load_fact(as_of) as table
with working as (
    select
        a.project, a.person,
        sum(coalesce(
            asked_fte(a.fte, a.share),
            a.planned_hours / nullif((a.finish - a.start + 1) / 7.0 * coalesce(p.hours_per_week, 40), 0)
        )) as demand_fte,
        any_value(coalesce(p.capacity_fte, 1)) as capacity_fte
    from dated_assignment(as_of) as a
    left join person_at(as_of) as p on a.person = p.person_key
    where a.is_wanted and (a.person is not null or a.role is not null) and (a.share is not null or a.fte is not null or a.planned_hours is not null)
        and a.start <= status_day(as_of) and a.finish >= status_day(as_of)
    group by a.project, a.person
),

loaded as (
    -- rounded: shares that add up to a limit must not pass it or fail it by the order in which they were added
    select
        w.project, w.person, w.demand_fte,
        case when w.person is not null
            then round(load_pct(sum(w.demand_fte) over (partition by w.person), w.capacity_fte), 6) end as load_pct
    from working as w
)

select
    l.project,
    nullif(count(l.person), 0) as people,
    count(l.load_pct) as load_known,
    max(l.load_pct) as highest_load_pct,
    max_by(l.person, l.load_pct) as busiest_person,
    count(*) filter (where l.load_pct > 100) as overloaded_people,
    sum(l.demand_fte) as asked_fte,
    sum(l.demand_fte) filter (where l.person is null) as unfilled_fte,
    round(unfilled_pct(sum(l.demand_fte) filter (where l.person is null), sum(l.demand_fte)), 6) as unfilled_pct
from loaded as l
group by l.project;
