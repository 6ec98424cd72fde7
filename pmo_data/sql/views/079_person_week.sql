-- one row per person with work in scope, and week (Monday, counted from the first) in which hours are allocated, demanded
-- by open tasks or logged; one with a NULL week for who has none in any of them
create or replace macro person_week(as_of, weeks_back, weeks, portfolios, programmes, departments, objectives, ratings) as table
with day as (
    select date_trunc('week', status_day(as_of))::date - weeks_back * 7 as first_week
),

span as materialized (select s.* from person_span(as_of) as s),

-- people are told apart by their place in the answer: their names are compared once, not for every week
worker as materialized (
    select
        w.person, coalesce(p.name, w.person) as name, p.role, p.team, coalesce(p.hours_per_week, 40) as hours_per_week,
        coalesce(p.hours_per_week, 40) * coalesce(p.capacity_fte, 1) as capacity_hours, p.hours_per_week is not null or p.capacity_fte is not null as capacity_known,
        (row_number() over (order by coalesce(p.name, w.person), w.person))::integer as worker
    from (
        select distinct s.person from span as s
        semi join scope_key(as_of, portfolios, programmes, departments, objectives, ratings) as k on s.project is not distinct from k.project
    ) as w left join person_at(as_of) as p on w.person = p.person_key
),

turn as (
    select w.worker, s.start - d.first_week as number, s.allocated, s.demanded, s.logged
    from span as s inner join worker as w on s.person = w.person cross join day as d
    union all
    select w.worker, s.finish + 1 - d.first_week, -s.allocated, -s.demanded, -s.logged
    from span as s inner join worker as w on s.person = w.person cross join day as d
),

-- Hours are asked for by week only: every turn is gathered at the next Monday shown, with its hours up to that Monday.
event as (
    select
        t.worker, greatest(ceil(t.number / 7), 0)::integer as place, sum(t.allocated) as allocated, sum(t.demanded) as demanded, sum(t.logged) as logged,
        sum(t.allocated * (ceil(t.number / 7) * 7 - t.number)) as allocated_part, sum(t.demanded * (ceil(t.number / 7) * 7 - t.number)) as demanded_part,
        sum(t.logged * (ceil(t.number / 7) * 7 - t.number)) as logged_part
    from turn as t where t.number <= weeks * 7 group by t.worker, place
),

-- An event counts in full in each week from its Monday on, in part in the week before; running sums would sort all weeks.
worked as (
    select h.worker, h.place, sum(h.allocated) as allocated_hours, sum(h.demanded) as demanded_hours, sum(h.logged) as logged_hours
    from (
        select e.worker, unnest(range(e.place, weeks))::integer as place, e.allocated * 7 as allocated, e.demanded * 7 as demanded, e.logged * 7 as logged
        from event as e
        union all
        select e.worker, e.place - 1, e.allocated_part, e.demanded_part, e.logged_part from event as e where e.place > 0
    ) as h
    group by h.worker, h.place
)

select w.*, h.place, h.allocated_hours, h.demanded_hours, h.logged_hours
from worker as w
left join worked as h on w.worker = h.worker;
