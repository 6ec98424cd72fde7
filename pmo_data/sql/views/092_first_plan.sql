-- one row per project and month: the money first planned for it, as the project's first snapshot with a plan stated it
create or replace macro first_plan(as_of) as table
with began as (
    select b.project, min(b.valid_from) as moment from budget_period as b where b.valid_from <= as_of group by b.project
)

select
    b.project, date_trunc('month', b.period)::date as month, sum(b.planned_value * c.rate)::decimal(18, 2) as baseline_value
from budget_period as b
inner join began as f on b.project = f.project and b.valid_from = f.moment
left join project_at(as_of) as p on b.project = p.project_key
left join conversion(as_of) as c on coalesce(b.currency, p.currency) is not distinct from c.from_currency
where b.period is not null
group by 1, 2;
