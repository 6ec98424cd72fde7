-- one row per stage gate in scope
select
    g.gate_key as gate, g.project, s.project_name, coalesce(m.name, p.programme) as programme_name, g.name,
    g.baseline_date, g.planned_date, g.actual_date, g.outcome, g.conditions, g.conditions_open, g.evidence, g.chair,
    coalesce(g.actual_date, g.planned_date) - g.baseline_date as slip_days,
    case when g.actual_date is null and g.planned_date < status_day($as_of)
        then status_day($as_of) - g.planned_date end as overdue_days,
    g.source, g.import_id, g.sheet, g.row_number
from gate_at($as_of) as g
inner join scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as s on g.project = s.project
left join project_at($as_of) as p on g.project = p.project_key
left join programme_at($as_of) as m on p.programme = m.programme_key
where $projects is null or list_contains($projects, g.project)
order by g.planned_date nulls last, g.project, g.name
