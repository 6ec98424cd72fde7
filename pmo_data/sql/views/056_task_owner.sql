-- one row per task that names its owner: the person meant (by key, code or name), else the owner as filed;
-- and whether its project still asks for it
create or replace macro task_owner(as_of) as table
with known as (
    select lower(p.name) as said, min(p.person_key) as person from person_at(as_of) as p where p.name is not null group by 1
    union
    select lower(p.person_key) as said, min(p.person_key) as person from person_at(as_of) as p group by 1
),

named as (
    select k.said, min(k.person) as person from known as k group by k.said
),

owner as (
    select o.owner, coalesce(n.person, o.owner) as person
    from (select distinct t.owner from task_at(as_of) as t where t.owner is not null) as o
    left join named as n on lower(o.owner) = n.said
)

select
    t.task_key as task, t.project, o.person, t.name, t.status, coalesce(t.summary, false) as is_summary,
    coalesce(t.actual_start, t.forecast_start, t.planned_start) as start,
    coalesce(t.actual_finish, t.forecast_finish, t.planned_finish) as finish, t.actual_start, t.actual_finish, t.percent_complete,
    coalesce(t.remaining_work_hours, t.work_hours * (1 - coalesce(t.percent_complete, 0) / 100)) as hours_left,
    e.project is null as is_wanted
from task_at(as_of) as t
inner join owner as o on t.owner = o.owner
left join ended_project(as_of) as e on t.project = e.project
-- said once more: blocks of tasks that name nobody are then not read at all
where t.owner is not null;
