-- one row per month and curve: how the daily rate of work changes there (a start adds, a finish takes away)
-- Work to date on day e is then e x sum(rate) + sum(offset): prefix sums over months, no row per task and month.
create or replace macro work_event(as_of, portfolios, programmes, departments, objectives, ratings) as table
with unfunded as materialized (
    select k.project
    from scope_key(as_of, portfolios, programmes, departments, objectives, ratings) as k
    where not exists (
        select 1 from budget_period_at(as_of) as b
        semi join scope_key(as_of, portfolios, programmes, departments, objectives, ratings) as k
            on b.project is not distinct from k.project
    )
),

leaf as (
    select
        t.project, t.work_days, coalesce(t.done_pct, 0) / 100 * t.work_days as done_days,
        coalesce(t.baseline_start, t.planned_start, t.start) as s,
        coalesce(t.baseline_finish, t.planned_finish, t.finish) as f,
        least(coalesce(t.actual_start, t.start, t.finish), d.day) as done_from,
        least(coalesce(t.actual_finish, case when t.done_pct = 100 then t.finish end, d.day), d.day) as done_to
    from leaf_task(as_of) as t
    semi join unfunded as k on t.project is not distinct from k.project
    cross join (select status_day(as_of) as day) as d
    where t.work_days > 0
),

spread as (
    select
        l.s, greatest(l.f, l.s) as f, l.work_days / (greatest(l.f, l.s) - l.s + 1) as rate, l.done_from,
        greatest(l.done_to, l.done_from) as done_to,
        l.done_days / (greatest(l.done_to, l.done_from) - l.done_from + 1) as done_rate
    from leaf as l
)

select 'planned' as curve, date_trunc('month', p.s)::date as month, sum(p.rate) as rate,
    -sum(p.rate * ((p.s - date '1970-01-01') - 1)) as shift from spread as p where p.s is not null and p.f is not null group by 2
union all
select 'planned', date_trunc('month', p.f)::date, -sum(p.rate), sum(p.rate * (p.f - date '1970-01-01'))
from spread as p where p.s is not null and p.f is not null group by 2
union all
select 'earned', date_trunc('month', p.done_from)::date, sum(p.done_rate), -sum(p.done_rate * ((p.done_from - date '1970-01-01') - 1))
from spread as p where p.done_rate > 0 and p.done_from is not null group by 2
union all
select 'earned', date_trunc('month', p.done_to)::date, -sum(p.done_rate), sum(p.done_rate * (p.done_to - date '1970-01-01'))
from spread as p where p.done_rate > 0 and p.done_from is not null group by 2
union all
select 'known', null, count(distinct l.project), null from leaf as l where l.s is not null and l.f is not null;
