-- one row per milestone in scope with its state: met, met_late, missed, due within some days, upcoming, undated, cancelled
create or replace macro placed_milestone(as_of, within_days, portfolios, programmes, departments, objectives, ratings) as table
with milestone as (
    select
        t.*, status_day(as_of) as day,
        coalesce(t.actual_finish, t.actual_start) as held,
        coalesce(t.baseline_finish, t.baseline_start) as baseline_date,
        coalesce(t.planned_finish, t.planned_start) as planned_date,
        coalesce(t.forecast_finish, t.forecast_start) as forecast_date
    from task_at(as_of) as t
    where is_a_milestone(t.milestone, t.duration_days)
),

placed as (
    select
        m.*, s.project_name, coalesce(m.held, m.forecast_date, m.planned_date, m.baseline_date) as date,
        coalesce(m.held, m.forecast_date, m.planned_date) - coalesce(m.baseline_date, m.planned_date) as late_days,
        m.held is not null or coalesce(m.status = 'completed' or m.percent_complete = 100, false) as is_met
    from milestone as m
    inner join scope_key(as_of, portfolios, programmes, departments, objectives, ratings) as s on m.project is not distinct from s.project
)

select
    m.*,
    case
        when m.status = 'cancelled' then 'cancelled'
        when m.is_met then case when m.late_days > 0 then 'met_late' else 'met' end
        when m.date is null then 'undated'
        when m.date < m.day then 'missed'
        when m.date <= m.day + within_days::integer then 'due'
        else 'upcoming'
    end as state
from placed as m;
