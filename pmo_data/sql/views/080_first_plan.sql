-- one row per budget line as the project's first snapshot with a plan stated it: the money first planned
create or replace macro first_plan(as_of) as table
with began as (
    select b.project, min(b.valid_from) as moment from budget_period as b where b.valid_from <= as_of group by b.project
)

select b.project, b.period, b.currency, b.planned_value
from budget_period as b
inner join began as f on b.project = f.project and b.valid_from = f.moment
where b.planned_value is not null;
