-- one row per project with benefits: what was due by now, what came, and the first still to come
create or replace macro benefit_fact(as_of) as table
with dated as (
    select b.project, b.due, b.target_value, b.actual_value, status_day(as_of) as status_date from benefit_at(as_of) as b
)

select
    d.project,
    count(*) as benefits,
    sum(d.target_value) filter (where d.due <= d.status_date and d.actual_value is not null) as due_target,
    sum(d.actual_value) filter (where d.due <= d.status_date and d.target_value is not null) as due_actual,
    min(d.due) filter (where d.due > d.status_date) as next_benefit_due,
    sum(d.target_value) as target_value,
    sum(d.actual_value) as actual_value
from dated as d
group by d.project;
