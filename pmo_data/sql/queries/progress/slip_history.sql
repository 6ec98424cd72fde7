-- one row per project in scope and status date, of all or of the projects whose finish moved most
with told as (
    select
        r.project, s.project_name as name, r.status_date, r.moment, r.baseline_finish, r.expected_finish as forecast_finish,
        r.slip_days
    from reading as r
    semi join status_moment($as_of) as m on r.moment = m.moment
    inner join scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as s
        on r.project = s.project
    where r.expected_finish is not null
),

moved as (
    select
        project, count(*) over () as projects,
        row_number() over (
            order by max_by(forecast_finish, moment) - min_by(forecast_finish, moment) desc, project
        ) as place
    from told
    group by project
)

select t.project, t.name, t.status_date, t.moment, t.baseline_finish, t.forecast_finish, t.slip_days, m.projects
from told as t
inner join moved as m on t.project = m.project
where $most is null or m.place <= $most
order by t.name, t.project, t.moment
