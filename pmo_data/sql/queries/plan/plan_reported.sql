-- one row per status date at which a project was known: what it said of itself then
select
    m.status_date, m.moment, m.snapshot, p.status, p.declared_overall, p.baseline_finish, p.actual_finish,
    coalesce(p.actual_finish, p.forecast_finish) as forecast_finish, p.percent_complete,
    coalesce(p.approved_budget, p.whole_life_cost)::double as budget, p.forecast_cost::double as forecast_cost,
    p.actual_cost::double as actual_cost, p.currency, p.status_comment
from status_moment($as_of) as m
inner join project as p on m.moment >= p.valid_from and m.moment < p.valid_to
where p.key = $project
order by m.moment
