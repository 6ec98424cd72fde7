-- one row per month: working days of tasks without children planned and done to date; no rows where money is planned
create or replace macro work_curve(as_of, portfolios, programmes, departments, objectives, ratings) as table
with event as materialized (
    select e.* from work_event(as_of, portfolios, programmes, departments, objectives, ratings) as e
),

spine as (
    select unnest(generate_series(min(e.month), max(e.month), interval 1 month))::date as month from event as e
    having count(e.month) > 0
),

prefix as (
    select
        s.month, last_day(s.month) - date '1970-01-01' as day_number,
        sum(coalesce(p.rate, 0)) over months as planned_rate, sum(coalesce(p.shift, 0)) over months as planned_shift,
        sum(coalesce(d.rate, 0)) over months as done_rate, sum(coalesce(d.shift, 0)) over months as done_shift
    from spine as s
    left join (select e.month, sum(e.rate) as rate, sum(e.shift) as shift from event as e where e.curve = 'planned' group by 1) as p
        on s.month = p.month
    left join (select e.month, sum(e.rate) as rate, sum(e.shift) as shift from event as e where e.curve = 'earned' group by 1) as d
        on s.month = d.month
    window months as (order by s.month)
),

valued as (
    select
        p.month, round(p.day_number * p.planned_rate + p.planned_shift, 6) as planned_value,
        round(p.day_number * p.done_rate + p.done_shift, 6) as earned_value
    from prefix as p
)

select
    v.month, v.planned_value, v.earned_value, max(v.planned_value) over () as budget_at_completion, k.rate::bigint as known
from valued as v
inner join event as k on k.curve = 'known';
