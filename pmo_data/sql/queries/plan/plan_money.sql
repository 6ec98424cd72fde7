-- one row per task (NULL: the whole project), period and currency of a project's money by period
with planned as (
    select
        b.task, b.period, b.currency, sum(b.planned_value) as planned_value,
        sum(b.forecast_cost) as forecast_cost
    from budget_period_at($as_of) as b
    where b.project is not distinct from $project and b.period is not null
    group by all
),

spent as (
    select
        c.task, c.period, c.currency, sum(c.earned_value) as earned_value,
        sum(c.actual_cost) as actual_cost
    from cost_period_at($as_of) as c
    where c.project is not distinct from $project and c.period is not null
    group by all
)

select
    coalesce(p.task, s.task) as task, coalesce(p.period, s.period) as period, coalesce(p.currency, s.currency) as currency,
    p.planned_value::double as planned_value, p.forecast_cost::double as forecast_cost,
    s.earned_value::double as earned_value, s.actual_cost::double as actual_cost, status_day($as_of) as status_date
from planned as p
full join spent as s
    on p.task is not distinct from s.task and p.period = s.period and p.currency is not distinct from s.currency
order by 2, 1, 3
