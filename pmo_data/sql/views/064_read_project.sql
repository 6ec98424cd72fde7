-- one row per project: what its people say of it and what was read from its data
-- Straight from the tables: through the views of both, every question would take twice as long to plan.
create or replace macro read_project(as_of) as table
select
    p.key as project_key,
    p.* exclude (key, valid_to, portfolio, baseline_start, baseline_finish, forecast_start, forecast_finish, percent_complete),
    r.*
from project as p
inner join reading as r on p.key = r.project
where in_force(p.valid_from, p.valid_to, as_of)
    and r.moment = latest_moment(as_of);
