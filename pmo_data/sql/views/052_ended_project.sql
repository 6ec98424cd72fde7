-- one row per project that is over: it asks for nobody any more, whatever its plan still says
create or replace macro ended_project(as_of) as table
select p.project_key as project from project_at(as_of) as p where not is_open_line(p.status, p.actual_finish);
