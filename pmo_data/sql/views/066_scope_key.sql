-- one row per project key in scope, and a NULL one where nothing is filtered, for rows that name no project
-- Of chosen_project only what is needed, because nearly every question has it and would plan a hundred columns in vain.
create or replace macro scope_key(as_of, portfolios, programmes, departments, objectives, ratings) as table
select r.project, p.name as project_name
from project as p
inner join reading as r on p.key = r.project
where in_force(p.valid_from, p.valid_to, as_of)
    and r.moment = latest_moment(as_of)
    and is_chosen(as_of, r.project, r.portfolio, p.programme, p.department, r.rating, portfolios, programmes, departments, objectives, ratings)
union all
select null as project, null as project_name
where coalesce(portfolios, programmes, departments, objectives, ratings) is null;
