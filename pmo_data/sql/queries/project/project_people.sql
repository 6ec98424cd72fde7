-- one row per person on the project with all roles, its sponsor and manager first
with owned as (
    select
        min(w.person) as person, count(distinct w.task) as tasks,
        count(distinct w.task) filter (where is_open_line(w.status, w.actual_finish) and coalesce(w.percent_complete, 0) < 100
            and w.finish < status_day($as_of)) as late_tasks
    from task_worker($as_of) as w where w.project = $project group by lower(w.person)
),

assigned as (
    select
        a.person, coalesce(p.name, a.person, 'Nobody yet') as name, coalesce(a.role, p.role) as role, p.team, min(a.start) as start,
        max(a.finish) as finish, max(a.share) as share, sum(a.planned_hours) as planned_hours, sum(a.actual_hours) as actual_hours
    from assignment_at($as_of) as a left join person_at($as_of) as p on a.person = p.person_key
    where a.project = $project group by 1, 2, 3, 4
),

overload as (
    select w.person from (
        select l.person, sum(l.demand_fte) as demand_fte from month_load($as_of, date_trunc('month', status_day($as_of)), date_trunc('month', status_day($as_of))) as l
        where l.person is not null group by l.person
    ) as w
    left join person_at($as_of) as p on w.person = p.person_key
    where w.demand_fte > coalesce(p.capacity_fte, 1) + 0.0001
),

listed as (
    select 1 as place, null as person, p.sponsor as name, 'Sponsor' as role, null as team, null as start, null as finish,
        null as share, null as planned_hours, null as actual_hours
    from project_at($as_of) as p where p.project_key = $project and p.sponsor is not null
    union all
    select 2, null, p.manager, 'Project manager', p.team, null, null, null, null, null
    from project_at($as_of) as p where p.project_key = $project and p.manager is not null
    union all
    select 3, a.person, a.name, a.role, a.team, a.start, a.finish, a.share, a.planned_hours, a.actual_hours from assigned as a
    union all
    select 4, null, coalesce(p.name, o.person), 'Task owner', p.team, null, null, null, null, null
    from owned as o left join person_at($as_of) as p on lower(o.person) = lower(p.person_key)
    where not exists (select 1 from assigned as a where lower(o.person) in (lower(a.name), lower(a.person)))
),

met as (
    select
        min(l.place) as place, max(l.person) as person, min_by(l.name, l.place) as name,
        string_agg(distinct l.role, ', ' order by l.role) filter (where l.place = 3) as assigned_role,
        string_agg(distinct l.role, ', ' order by l.role desc) filter (where l.place < 3) as led_as,
        max(l.team) as team, min(l.start) as start, max(l.finish) as finish, max(l.share) as share,
        sum(l.planned_hours) as planned_hours, sum(l.actual_hours) as actual_hours
    from listed as l group by lower(l.name)
)

select
    m.person, m.name, coalesce(nullif(concat_ws(', ', m.led_as, nullif(m.assigned_role, m.led_as)), ''), 'Task owner') as role, m.team, m.start,
    m.finish, m.share, m.planned_hours, m.actual_hours, coalesce(o.tasks, 0) + coalesce(k.tasks, 0) as tasks,
    coalesce(o.late_tasks, 0) + coalesce(k.late_tasks, 0) as late_tasks,
    m.person is not null and m.person in (select v.person from overload as v) as overloaded
from met as m
left join owned as o on lower(m.name) = lower(o.person)
left join owned as k on lower(m.person) = lower(k.person) and lower(m.person) <> lower(m.name)
order by m.place, m.name, m.person
