-- one row per project key in scope, and a NULL one where nothing is filtered, for rows that name no project
create or replace macro scope_key(as_of, portfolios, programmes, departments, objectives, ratings) as table
with placed as (
    select p.project_key as project, coalesce(p.portfolio, g.portfolio) as portfolio, p.programme, p.department, p.name
    from project_at(as_of) as p
    left join programme_at(as_of) as g on p.programme = g.programme_key
),

filtered as (
    select p.project, p.name
    from placed as p
    where (portfolios is null or list_contains(portfolios, p.portfolio))
        and (programmes is null or list_contains(programmes, p.programme))
        and (departments is null or list_contains(departments, p.department))
        and (objectives is null or p.project in (
            select c.project from contribution_at(as_of) as c where list_contains(objectives, c.objective)
        ))
)

select f.project, f.name as project_name from filtered as f where ratings is null
union all
select f.project, f.name as project_name
from filtered as f
semi join (select r.project from rated_project(as_of) as r where list_contains(ratings, r.rating)) as rated
    on f.project = rated.project
where ratings is not null
union all
select null as project, null as project_name
where portfolios is null and programmes is null and departments is null and objectives is null and ratings is null;
