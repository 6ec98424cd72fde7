-- one row per month: money planned, earned and spent to date by the projects in scope; no rows without a money plan
create or replace macro money_curve(as_of, portfolios, programmes, departments, objectives, ratings) as table
with scope as materialized (
    select s.project from scope_key(as_of, portfolios, programmes, departments, objectives, ratings) as s
),

stated as (
    select m.* from month_money(as_of) as m semi join scope as s on m.project is not distinct from s.project
),

told as (
    select t.* from told_earning(as_of) as t semi join scope as s on t.project = s.project
),

monthly as (
    select s.month, sum(s.planned_value) as planned_value, sum(s.earned_value) as earned_value, sum(s.actual_cost) as actual_cost
    from (
        select m.month, m.planned_value::double as planned_value, m.earned_value::double as earned_value,
            m.actual_cost::double as actual_cost from stated as m
        union all
        select t.month, null, t.earned_value, null from told as t
    ) as s
    group by s.month
),

covered as (
    select
        count(distinct s.project) filter (where s.planned_value is not null) as known,
        any_value(s.reporting_currency) as currency
    from stated as s
),

spine as (
    select unnest(generate_series(min(m.month), max(m.month), interval 1 month))::date as month
    from monthly as m
    having count(m.planned_value) > 0
)

select
    s.month, sum(coalesce(m.planned_value, 0)) over months as planned_value, sum(m.earned_value) over months as earned_value,
    sum(m.actual_cost) over months as actual_cost, sum(m.planned_value) over () as budget_at_completion,
    c.known, c.currency
from spine as s
left join monthly as m on s.month = m.month
cross join covered as c
window months as (order by s.month);
