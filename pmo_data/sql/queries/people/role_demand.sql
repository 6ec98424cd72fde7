-- one row per piece of work in scope, from the status date on, that names a role and nobody for it
select
    a.assignment_key as assignment, a.role, a.project, s.project_name, a.task, a.start, a.finish, asked_fte(a.fte, a.share) as fte,
    a.planned_hours, a.source, a.import_id, a.sheet, a.row_number
from dated_assignment($as_of) as a
inner join scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as s on a.project is not distinct from s.project
where a.is_wanted and a.person is null and a.role is not null and coalesce(a.finish >= status_day($as_of), true)
order by a.start nulls last, a.role, a.project, a.assignment_key
