-- the key of the task that another row of a project names: by its id, or by the key that a name without id was led to
create or replace macro named_task(project, task) as
    case when starts_with(task, coalesce(project, '') || '/') then task else coalesce(project, '') || '/' || task end;
