-- one row per project key in scope, and a NULL one where nothing is filtered, for rows that name no project
create or replace macro scope_key(as_of, portfolios, programmes, departments, objectives, ratings) as table
select p.project, p.name as project_name
from chosen_project(as_of, portfolios, programmes, departments, objectives, ratings) as p
union all
select null as project, null as project_name
where portfolios is null and programmes is null and departments is null and objectives is null and ratings is null;
