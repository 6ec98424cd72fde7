-- one row per line of a budget or a cost report, in its own currency (the project's where it names none)
create or replace macro period_line(as_of) as table
with lines as (
    select
        b.project, date_trunc('month', b.period)::date as month, b.currency, b.planned_value, b.forecast_cost,
        null::decimal(18, 2) as earned_value, null::decimal(18, 2) as actual_cost
    from budget_period_at(as_of) as b
    where b.period is not null
    union all
    select c.project, date_trunc('month', c.period)::date, c.currency, null, null, c.earned_value, c.actual_cost
    from cost_period_at(as_of) as c
    where c.period is not null
)

select l.* exclude (currency), coalesce(l.currency, p.currency) as currency
from lines as l
left join project_at(as_of) as p on l.project = p.project_key;
