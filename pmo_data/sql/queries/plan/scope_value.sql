-- one row per project in scope: planned value, earned value and actual cost up to the status date, in the reporting currency
with day as (
    select last_day(status_day($as_of)) as until
),

planned as (
    select
        b.project, b.currency, sum(b.planned_value) as budget_at_completion,
        sum(b.planned_value) filter (where b.period <= d.until) as planned_value
    from budget_period_at($as_of) as b
    cross join day as d
    group by b.project, b.currency
),

spent as (
    select c.project, c.currency, sum(c.earned_value) as earned_value, sum(c.actual_cost) as actual_cost
    from cost_period_at($as_of) as c
    cross join day as d
    where c.period <= d.until
    group by c.project, c.currency
),

joined as (
    select
        coalesce(p.project, s.project) as project, coalesce(p.currency, s.currency) as currency, p.budget_at_completion,
        p.planned_value, s.earned_value, s.actual_cost
    from planned as p
    full join spent as s on p.project = s.project and p.currency is not distinct from s.currency
)

select
    k.project, k.project_name as name, g.name as programme_name,
    case when count(*) = count(j.planned_value * c.rate) then sum((j.planned_value * c.rate)::double) end as planned_value,
    case when count(*) = count(j.earned_value * c.rate) then sum((j.earned_value * c.rate)::double) end as earned_value,
    case when count(*) = count(j.actual_cost * c.rate) then sum((j.actual_cost * c.rate)::double) end as actual_cost,
    case when count(*) = count(j.budget_at_completion * c.rate)
        then sum((j.budget_at_completion * c.rate)::double) end as budget_at_completion,
    any_value(c.reporting_currency) as currency, status_day($as_of) as status_date
from scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as k
inner join project_at($as_of) as r on k.project = r.project_key
left join programme_at($as_of) as g on r.programme = g.programme_key
left join joined as j on k.project = j.project
left join conversion($as_of) as c on j.currency is not distinct from c.from_currency
group by k.project, k.project_name, g.name
order by k.project
