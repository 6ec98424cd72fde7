-- one row per project in scope and status date
select
    r.project, s.project_name as name, r.status_date, r.moment, r.baseline_finish, r.expected_finish as forecast_finish,
    r.slip_days
from reading as r
semi join status_moment($as_of) as m on r.moment = m.moment
inner join scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as s on r.project = s.project
where r.expected_finish is not null
order by s.project_name, r.project, r.moment
