-- one row per project and task that people are assigned to, the task as the assignments name it: who works on it
create or replace macro task_people(as_of) as table
select a.project, a.task, string_agg(distinct coalesce(p.name, a.person), ', ' order by coalesce(p.name, a.person)) as names
from assignment_at(as_of) as a
left join person_at(as_of) as p on a.person = p.person_key
where a.task is not null and a.person is not null
group by a.project, a.task;
