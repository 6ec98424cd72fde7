-- one row per project and date reported for
select
    r.project, s.project_name, r.report_date, r.author, r.submitted_on, r.due, r.submitted_on - r.due as late_days,
    r.overall, r.schedule, r.cost, r.scope, r.benefits, r.resource, r.commentary, r.next_steps, r.ask,
    r.source, r.import_id, r.sheet, r.row_number
from status_report_at($as_of) as r
inner join scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as s on r.project = s.project
order by r.report_date desc nulls last, s.project_name, r.project
