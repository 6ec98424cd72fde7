-- one row per project: data quality of 100, and how far out on average the forecasts of milestones newly told as met were
create or replace macro process_fact(as_of) as table
with lost as (
    select l.project, sum(l.points) as points from lost_quality(as_of) as l group by l.project
),

judged as (
    select j.project, count(*) as forecasts, avg(abs(j.error_days)) as forecast_error_days
    from judged_milestone(as_of) as j
    group by j.project
)

select r.project, (100 - coalesce(l.points, 0))::double as quality, coalesce(j.forecasts, 0) as forecasts, j.forecast_error_days
from reading_at(as_of) as r
left join lost as l on r.project = l.project
left join judged as j on r.project = j.project;
