-- one row per project key in scope, and a NULL one where nothing is filtered, for rows that name no project
create or replace macro scope_key(as_of, portfolios, programmes, departments, objectives, ratings) as table
select p.project, p.name as project_name
from read_project(as_of) as p
where (portfolios is null or list_contains(portfolios, p.portfolio))
    and (programmes is null or list_contains(programmes, p.programme))
    and (departments is null or list_contains(departments, p.department))
    and (ratings is null or list_contains(ratings, p.rating))
    and (objectives is null or p.project in (
        select c.project from contribution_at(as_of) as c where list_contains(objectives, c.objective) and c.project is not null
    ))
union all
select null as project, null as project_name
where portfolios is null and programmes is null and departments is null and objectives is null and ratings is null;
