-- one row per task or assignment of a person that touches a span of days; ahead, only of projects that are not over
select
    'task' as kind, t.task, t.project, p.name as project_name, t.name, t.start, t.finish, t.percent_complete, t.hours_left as hours
from task_owner($as_of) as t
left join project_at($as_of) as p on t.project = p.project_key
where t.person = $person and not t.is_summary and t.start <= $until::date and t.finish >= $from_day::date
    and (t.is_wanted or $from_day::date <= status_day($as_of))
union all
select
    'assignment' as kind, a.assignment_key as task, a.project, p.name as project_name, coalesce(a.role, t.name, k.name, a.task) as name, a.start, a.finish,
    null as percent_complete, a.planned_hours as hours
from dated_assignment($as_of) as a
left join project_at($as_of) as p on a.project = p.project_key
-- a task is said by its id, or by its key where it has none
left join task_at($as_of) as t on coalesce(a.project, '') || '/' || a.task = t.task_key
left join task_at($as_of) as k on a.task = k.task_key
where a.person = $person and a.start <= $until::date and a.until >= $from_day::date
order by 1 desc, 6, 3, 2
