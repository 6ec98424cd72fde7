-- one row per project: what its people say of it and what was read from its data
create or replace macro read_project(as_of) as table
select
    p.* exclude (portfolio, baseline_start, baseline_finish, forecast_start, forecast_finish, percent_complete),
    r.*
from project_at(as_of) as p
inner join reading_at(as_of) as r on p.project_key = r.project;
