-- one row per milestone met: what was expected of it at the last status date so many days before that told it as still to come
create or replace macro last_forecast(as_of, lead_days) as table
with version as materialized (
    select t.key, t.project, t.actual_finish, coalesce(t.forecast_finish, t.planned_finish) as forecast, t.valid_from, t.valid_to
    from task as t
    where t.valid_from <= as_of and is_a_milestone(t.milestone, t.duration_days)
),

month as materialized (
    select m.moment, m.status_date from status_moment(as_of) as m
),

-- the last status date before a day and before a version's end: one row each, so that no milestone meets every month
cutoff as (
    select d.actual_finish, max(m.moment) as moment
    from (select distinct v.actual_finish from version as v where v.actual_finish is not null) as d
    inner join month as m on m.status_date <= d.actual_finish - lead_days
    group by d.actual_finish
),

last_of as (
    select d.valid_to, max(m.moment) as moment
    from (select distinct v.valid_to from version as v) as d inner join month as m on m.moment < d.valid_to
    group by d.valid_to
),

outcome as (
    select v.key, v.project, v.actual_finish, c.moment as cutoff
    from version as v
    inner join cutoff as c on v.actual_finish = c.actual_finish
    where v.valid_to > least(as_of, 9223372036854775806)
)

select
    o.key as task_key, any_value(o.project) as project, any_value(o.actual_finish) as actual_finish,
    max_by(v.forecast, least(l.moment, o.cutoff)) as forecast
from outcome as o
inner join version as v on o.key = v.key and v.actual_finish is null
inner join last_of as l on v.valid_to = l.valid_to
where v.valid_from <= least(l.moment, o.cutoff)
group by o.key;
