-- Which projects wait for a project that is red?
select
    d.successor_project_name as waiting, d.predecessor_project_name as waits_for, d.name as what, d.need_by,
    d.promised_by, d.conflict_days
from dependencies as d
inner join projects as p on d.predecessor_project = p.project
where d.crosses_projects and p.rating = 'red'
order by d.conflict_days desc nulls last, waiting, waits_for, what
