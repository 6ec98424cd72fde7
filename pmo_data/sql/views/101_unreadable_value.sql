-- one row per cell of a project, its tasks and its risks that holds a text which is no value; each costs 4 points
create or replace macro unreadable_value(as_of) as table
with noted as (
    select p.project_key as project, 'project' as entity, p.project_key as key, p.absent, p.original
    from project_at(as_of) as p
    where p.absent is not null
    union all
    select t.project, 'task' as entity, t.task_key as key, t.absent, t.original
    from task_at(as_of) as t
    where t.absent is not null
    union all
    select r.project, 'risk' as entity, r.risk_key as key, r.absent, r.original
    from risk_at(as_of) as r
    where r.absent is not null
),

cells as (
    select n.project, n.entity, n.key, n.original, unnest(map_entries(n.absent)) as cell from noted as n
)

select
    c.project, 'validity' as dimension, 4.0 as points, c.entity, c.key, c.cell.key as field,
    'The cell says ' || coalesce(c.original[c.cell.key], 'something') || ', which is no value.' as reason
from cells as c
where c.cell.value = 'unreadable';
