-- one row per month: money planned, earned and spent to date by the projects in scope; no rows without a money plan
-- Earned value that no period tells is percent complete x plan, as each status date told it.
create or replace macro money_curve(as_of, portfolios, programmes, departments, objectives, ratings) as table
with line as materialized (
    select l.project, l.month, l.planned_value, l.earned_value, l.actual_cost
    from period_money(as_of) as l
    semi join scope_key(as_of, portfolios, programmes, departments, objectives, ratings) as s on l.project is not distinct from s.project
    where l.is_stated and not l.is_unconverted
),

funded as materialized (
    select l.project, sum(l.planned_value)::double as budget_at_completion, count(l.earned_value) > 0 as tells_earned
    from line as l
    group by l.project
    having count(l.planned_value) > 0
),

told as (
    select
        r.project, date_trunc('month', r.status_date)::date as month,
        max_by(r.percent_complete, r.moment) / 100 * any_value(f.budget_at_completion) as earned_value
    from reading as r
    semi join status_moment(as_of) as m on r.moment = m.moment
    inner join funded as f on r.project = f.project
    where r.percent_complete is not null and not f.tells_earned
    group by 1, 2
),

monthly as (
    select u.month, sum(u.planned_value) as planned_value, sum(u.earned_value) as earned_value, sum(u.actual_cost) as actual_cost
    from (
        select l.month, sum(l.planned_value)::double as planned_value, sum(l.earned_value)::double as earned_value,
            sum(l.actual_cost)::double as actual_cost from line as l group by l.month
        union all
        select t.month, null, t.earned_value - coalesce(lag(t.earned_value) over (partition by t.project order by t.month), 0), null
        from told as t
    ) as u
    group by u.month
),

spine as (
    select unnest(generate_series(min(m.month), max(m.month), interval 1 month))::date as month
    from monthly as m
    having count(m.planned_value) > 0
)

select
    s.month, round(sum(coalesce(m.planned_value, 0)) over months, 2) as planned_value,
    round(sum(m.earned_value) over months, 2) as earned_value, round(sum(m.actual_cost) over months, 2) as actual_cost,
    round(sum(m.planned_value) over (), 2) as budget_at_completion,
    (select count(*) from funded) as known, reporting_currency(as_of) as currency
from spine as s
left join monthly as m on s.month = m.month
window months as (order by s.month);
