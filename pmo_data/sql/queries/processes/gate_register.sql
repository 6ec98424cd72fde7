-- one row per gate in scope that is overdue or has open conditions
select
    g.gate_key as gate, g.project, s.project_name, g.name, g.baseline_date, g.planned_date, g.actual_date, g.outcome, g.conditions,
    g.conditions_open, g.evidence, g.chair, coalesce(g.actual_date, g.planned_date) - g.baseline_date as slip_days,
    case when g.actual_date is null and g.planned_date < status_day($as_of) then status_day($as_of) - g.planned_date end as overdue_days,
    g.import_id, g.sheet, g.row_number
from gate_at($as_of) as g
inner join scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as s on g.project = s.project
inner join read_project($as_of) as p on g.project = p.project and p.is_open
where (g.actual_date is null and g.planned_date < status_day($as_of)) or g.conditions_open > 0
order by overdue_days desc nulls last, g.conditions_open desc nulls last, g.planned_date, g.project, g.gate_key
