-- one row per person who alone holds a role that several projects in scope need
with holder as (
    select p.role, min(p.person_key) as person
    from person_at($as_of) as p
    where p.role is not null and coalesce(p.active, true)
    group by p.role
    having count(*) = 1
),

owned as materialized (
    select t.person, t.project, t.is_summary
    from task_worker($as_of) as t
    semi join holder as h on t.person = h.person
    where t.is_wanted and is_open_line(t.status, t.actual_finish)
),

need as (
    select o.person, o.project from owned as o
    union
    select a.person, a.project from dated_assignment($as_of) as a where a.is_wanted and a.finish > status_day($as_of)
)

select
    h.person, p.name, h.role, p.team, count(distinct n.project) as projects,
    string_agg(distinct s.project_name, '; ' order by s.project_name) as project_names,
    (select count(*) from owned as o where o.person = h.person and not o.is_summary) as open_tasks
from holder as h
inner join person_at($as_of) as p on h.person = p.person_key
inner join need as n on h.person = n.person
inner join scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as s on n.project = s.project
group by h.person, p.name, h.role, p.team
having count(distinct n.project) >= $least_projects
order by projects desc, open_tasks desc, p.name, h.person
