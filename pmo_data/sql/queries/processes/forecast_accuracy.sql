-- one row per manager or department: how its past forecasts of milestones compare with what happened
with scope as (
    select p.project, p.name, p.department, p.manager
    from read_project($as_of) as p
    semi join scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as s on p.project = s.project
),

outcome as (
    select t.task_key, t.project, t.actual_finish
    from task_at($as_of) as t
    where t.actual_finish is not null and coalesce(t.milestone, t.duration_days = 0, false)
),

-- what was expected at the last status date at least `lead_days` before it happened
said as (
    select
        o.task_key, any_value(o.project) as project, any_value(o.actual_finish) as actual_finish,
        max_by(coalesce(v.forecast_finish, v.planned_finish), m.moment) as forecast, max(m.status_date) as said_on
    from outcome as o
    inner join task as v on o.task_key = v.key and coalesce(v.milestone, v.duration_days = 0, false)
    inner join status_moment($as_of) as m on m.moment >= v.valid_from and m.moment < v.valid_to
        and m.status_date <= o.actual_finish - $lead_days
    where v.actual_finish is null
    group by o.task_key
),

judged as (
    select
        case $by when 'department' then coalesce(s.department, 'No department') else coalesce(s.manager, 'No manager') end as who,
        d.project, d.actual_finish - d.forecast as error_days
    from said as d
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
