-- one row per milestone in scope
with milestone as (
    select
        t.*, status_day($as_of) as day,
        coalesce(t.actual_finish, t.actual_start) as held,
        coalesce(t.baseline_finish, t.baseline_start) as baseline_date,
        coalesce(t.planned_finish, t.planned_start) as planned_date,
        coalesce(t.forecast_finish, t.forecast_start) as forecast_date
    from task_at($as_of) as t
    where coalesce(t.milestone, t.duration_days = 0, false)
),

placed as (
    select
        m.*, s.project_name, coalesce(m.held, m.forecast_date, m.planned_date, m.baseline_date) as date,
        coalesce(m.held, m.forecast_date, m.planned_date) - coalesce(m.baseline_date, m.planned_date) as late_days,
        m.held is not null or coalesce(m.status = 'completed' or m.percent_complete = 100, false) as is_met
    from milestone as m
    inner join scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as s on m.project is not distinct from s.project
)

select
    m.task_key as task, m.name, m.project, m.project_name, p.programme_name, m.owner,
    case
        when m.status = 'cancelled' then 'cancelled'
        when m.is_met then case when m.late_days > 0 then 'met_late' else 'met' end
        when m.date is null then 'undated'
        when m.date < m.day then 'missed'
        when m.date <= m.day + $within_days::integer then 'due'
        else 'upcoming'
    end as state,
    m.baseline_date, m.planned_date, m.forecast_date, m.held as actual_date, m.date, m.late_days,
    case when not m.is_met and m.date < m.day then m.day - m.date end as overdue_days,
    case when not m.is_met and m.date >= m.day then m.date - m.day end as days_to_go,
    m.import_id, m.sheet, m.row_number
from placed as m
left join read_project($as_of) as p on m.project = p.project
order by list_position(['missed', 'due', 'upcoming', 'met_late', 'met', 'undated', 'cancelled'], state), m.date, m.name, m.task_key
