-- one row per manager or department: how its past forecasts of milestones compare with what happened
with scope as (
    select p.project, p.name, p.department, p.manager
    from chosen_project($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as p
),

judged as (
    select
        case $by when 'department' then coalesce(s.department, 'No department') else coalesce(s.manager, 'No manager') end as who,
        d.project, d.actual_finish - d.forecast as error_days
    from last_forecast($as_of, $lead_days) as d
    inner join scope as s on d.project = s.project
    where d.forecast is not null
)

select
    j.who, count(*) as forecasts, count(distinct j.project) as projects, avg(j.error_days) as bias_days,
    avg(abs(j.error_days)) as mean_error_days, median(j.error_days) as median_error_days, max(j.error_days) as worst_days,
    percentage(count(*) filter (where abs(j.error_days) <= 7), count(*)) as within_week_pct,
    percentage(count(*) filter (where j.error_days > 7), count(*)) as optimistic_pct
from judged as j
group by j.who
order by bias_days desc, j.who
