-- one row per person, or role that nobody is named for yet, and piece of work in a period
select
    a.assignment_key as assignment, a.project, p.name as project_name, a.task, a.person, w.name as person_name, a.role,
    a.responsibility, a.start, a.finish, a.share, a.fte, a.planned_hours, a.actual_hours, a.source, a.import_id, a.sheet, a.row_number
from assignment_at($as_of) as a
left join project_at($as_of) as p on a.project = p.project_key
left join person_at($as_of) as w on a.person = w.person_key
order by a.project, a.start nulls last, a.person, a.assignment_key
