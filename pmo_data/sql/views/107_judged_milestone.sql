-- one row per milestone told as met at a status date and not before: what was expected of it 60 days before it was met, as
-- `ForecastAccuracy` asks it unless told otherwise
-- Begins with what is new, of which there is little, where `last_forecast` reads every milestone there ever was.
create or replace macro judged_milestone(as_of) as table
with month as materialized (
    select m.moment, m.status_date from status_moment(as_of) as m
),

before as (
    select max(m.moment) as moment from month as m where m.status_date < status_day(as_of)
),

met as materialized (
    select t.key, t.project, t.name, t.actual_finish, t.import_id, t.sheet, t.row_number, b.moment as before
    from task as t
    inner join before as b on t.valid_from > b.moment
    where in_force(t.valid_from, t.valid_to, as_of) and t.actual_finish is not null and is_a_milestone(t.milestone, t.duration_days)
),

asked as (
    select m.key, m.actual_finish, max(o.moment) as cutoff
    from met as m
    inner join month as o on o.status_date <= m.actual_finish - 60
    anti join task as t on m.key = t.key and t.actual_finish is not null and t.valid_from <= m.before and t.valid_to > m.before
    group by m.key, m.actual_finish
),

told as (
    select a.key, max_by(coalesce(t.forecast_finish, t.planned_finish), t.valid_from) as forecast
    from asked as a
    inner join task as t on a.key = t.key and t.valid_from <= a.cutoff and t.actual_finish is null
    group by a.key
)

select m.key as task_key, m.project, m.name, m.actual_finish, t.forecast, m.actual_finish - t.forecast as error_days, m.import_id, m.sheet, m.row_number
from told as t
inner join met as m on t.key = m.key
where t.forecast is not null;
