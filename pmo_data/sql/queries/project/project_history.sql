-- one row per status date at which the project was known
select
    m.status_date, m.moment, m.snapshot, p.status, p.stage, p.declared_overall, r.baseline_finish, r.expected_finish as forecast_finish,
    r.slip_days, r.budget, p.forecast_cost, p.actual_cost, r.cost_variance_pct, p.currency, r.percent_complete,
    coalesce(r.open_risks, 0) as open_risks, r.reporting_emv as emv, p.status_comment, r.rating, r.derived_overall
from status_moment($as_of) as m
inner join project as p on m.moment >= p.valid_from and m.moment < p.valid_to and p.key = $project
inner join reading as r on m.moment = r.moment and r.project = $project
order by m.moment
