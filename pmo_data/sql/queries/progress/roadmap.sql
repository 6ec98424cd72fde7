-- one row per project in scope with a start or a finish
with first_objective as (
    select c.project, arg_max(o.name, row(coalesce(c.strength, 0), coalesce(c.share, 0))) as name
    from contribution_at($as_of) as c
    inner join objective_at($as_of) as o on c.objective = o.objective_key
    where $lanes = 'objective'
    group by c.project
),

dated as (
    select
        p.*,
        case $lanes
            when 'objective' then coalesce(f.name, 'No objective')
            when 'department' then coalesce(p.department, 'No department')
            else coalesce(p.programme_name, p.department, 'No programme')
        end as lane,
        coalesce(p.actual_start, p.forecast_start, p.baseline_start) as start,
        coalesce(p.expected_finish, p.baseline_finish) as finish
    from valued_project($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as p
    left join first_objective as f on p.project = f.project
)

select
    d.lane, d.project, d.code, d.name, d.status, d.rating, d.start, d.finish, d.baseline_start, d.baseline_finish,
    d.slip_days, d.percent_complete, d.budget, d.reporting_currency as currency
from dated as d
where d.start is not null or d.finish is not null
order by d.lane, d.start nulls last, d.finish nulls last, d.name, d.project
