-- one row per link that a slip of the task can travel along, with the dates of both ends
with recursive link as materialized (
    select
        case when d.predecessor is null then d.predecessor_project else d.predecessor_project || '/' || d.predecessor end as giver,
        case when d.successor is null then d.successor_project else d.successor_project || '/' || d.successor end as receiver,
        coalesce(d.relation, 'FS') as relation, coalesce(d.lag_days, 0) as lag_days, d.name
    from dependency_at($as_of) as d
    where d.predecessor_project is not null and d.successor_project is not null
),

reached as (
    select $task as node
    union
    select l.receiver from link as l inner join reached as r on l.giver = r.node
),

node as (
    select
        t.task_key as node, t.project, t.name, coalesce(t.actual_start, t.forecast_start, t.planned_start) as start,
        coalesce(t.actual_finish, t.forecast_finish, t.planned_finish) as finish, t.actual_start is not null as has_begun,
        t.actual_finish is not null or coalesce(t.status = 'completed', false) as is_done
    from task_at($as_of) as t
    semi join reached as r on t.task_key = r.node
    union all
    select p.project_key, p.project_key, p.name, coalesce(p.actual_start, p.forecast_start), coalesce(p.actual_finish, p.forecast_finish),
        p.actual_start is not null, p.actual_finish is not null
    from project_at($as_of) as p
    semi join reached as r on p.project_key = r.node
)

select
    n.node as receiver, n.project, n.name, n.start, n.finish, n.has_begun, n.is_done, l.giver, l.relation, l.lag_days, l.name as handed_over
from node as n
left join link as l on n.node = l.receiver and l.giver in (select r.node from reached as r)
order by n.node, l.giver, l.relation
