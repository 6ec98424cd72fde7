-- one row per milestone in scope
select
    m.task_key as task, m.name, m.project, m.project_name, p.programme_name, m.owner, m.state, m.baseline_date, m.planned_date,
    m.forecast_date, m.held as actual_date, m.date, m.late_days,
    case when m.state = 'missed' then m.day - m.date end as overdue_days,
    case when m.state in ('due', 'upcoming') then m.date - m.day end as days_to_go,
    m.import_id, m.sheet, m.row_number
from placed_milestone($as_of, $within_days, $portfolios, $programmes, $departments, $objectives, $ratings) as m
left join reading_at($as_of) as p on m.project = p.project
order by
    list_position(['missed', 'due', 'upcoming', 'met_late', 'met', 'undated', 'cancelled'], m.state), m.date, m.name, m.task_key
limit $limit
