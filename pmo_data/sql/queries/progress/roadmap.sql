-- one row per project in scope with a start or a finish
with dated as (
    select
        p.*, coalesce(p.programme_name, p.department, 'No programme') as lane,
        coalesce(p.actual_start, p.forecast_start, p.baseline_start) as start,
        coalesce(p.expected_finish, p.baseline_finish) as finish
    from valued_project($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as p
)

select
    d.lane, d.project, d.code, d.name, d.status, d.rating, d.start, d.finish, d.baseline_start, d.baseline_finish,
    d.slip_days, d.percent_complete, d.budget, d.reporting_currency as currency
from dated as d
where d.start is not null or d.finish is not null
order by d.lane, d.start nulls last, d.finish nulls last, d.name, d.project
