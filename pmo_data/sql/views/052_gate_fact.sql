-- one row per project with gates: how many, and the one longest overdue
create or replace macro gate_fact(as_of) as table
with dated as (
    select g.project, g.name, g.planned_date, g.actual_date, status_day(as_of) as status_date from gate_at(as_of) as g
)

select
    d.project,
    count(*) as gates,
    max(d.status_date - d.planned_date) filter (where d.actual_date is null and d.planned_date < d.status_date) as gate_overdue_days,
    min_by(d.name, d.planned_date) filter (where d.actual_date is null and d.planned_date < d.status_date) as overdue_gate,
    min(d.planned_date) filter (where d.actual_date is null and d.planned_date < d.status_date) as overdue_gate_date
from dated as d
group by d.project;
