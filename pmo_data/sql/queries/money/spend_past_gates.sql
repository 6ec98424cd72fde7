-- one row per gate in scope that was due and not passed
select
    g.gate, g.project, p.name as project_name, p.manager, p.rating, g.gate_name, g.planned_date, g.outcome, g.chair,
    g.overdue_days, g.spent_since, g.last_month, p.budget, percentage(g.spent_since, p.budget) as spent_since_pct,
    p.reporting_currency as currency
from spend_past_gate($as_of) as g
inner join valued_project($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as p on g.project = p.project
where p.is_open
order by g.spent_since desc nulls last, g.overdue_days desc, g.project, g.gate
