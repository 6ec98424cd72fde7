-- one row per project in scope
with told as (
    select
        r.project, min_by(r.expected_finish, r.moment) filter (where r.expected_finish is not null) as first_forecast_finish,
        count(distinct r.expected_finish) - 1 as finish_moves
    from reading as r
    semi join status_moment($as_of) as m on r.moment = m.moment
    group by r.project
)

select
    p.project, p.code, p.name, p.programme_name, p.status, p.rating, p.baseline_finish, p.expected_finish as forecast_finish,
    p.slip_days, p.slip_pct, t.first_forecast_finish,
    p.expected_finish - t.first_forecast_finish as slip_since_first_days, greatest(t.finish_moves, 0) as finish_moves
from chosen_project($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as p
left join told as t on p.project = t.project
order by coalesce(p.slip_days, slip_since_first_days) desc nulls last, p.name, p.project
