-- one row per project in scope with everything a balance can be drawn by
with scores as (
    select a.project, max(a.alignment_score) as alignment_score, max_by(a.objective_name, a.money) as main_objective
    from aligned_project($as_of, 'objective', $portfolios, $programmes, $departments, $objectives, $ratings) as a
    group by a.project
),

gain as (
    select b.project, sum(b.target_value * c.rate)::decimal(18, 2) as benefit_value
    from benefit_at($as_of) as b
    left join project_at($as_of) as p on b.project = p.project_key
    left join conversion($as_of) as c on coalesce(b.currency, p.currency) is not distinct from c.from_currency
    group by b.project
)

select
    p.project, p.code, p.name, p.programme_name, p.department, p.category, p.stage, p.status, p.rating, p.is_open, s.main_objective,
    s.alignment_score, p.budget, g.benefit_value, ratio(g.benefit_value, p.budget) as benefit_ratio, p.slip_pct, p.cost_variance_pct,
    p.exposure_pct, p.percent_complete, p.high_risks,
    status_day($as_of) - coalesce(p.actual_start, p.forecast_start, p.baseline_start) as age_days,
    case when p.budget is null then 'Not known' when p.budget < percentile.third then 'Small' when p.budget < percentile.two_thirds then 'Medium'
        else 'Large' end as size_band,
    case
        when p.actual_start is null and p.status in ('proposed', 'planned') then 'Not begun'
        when status_day($as_of) - coalesce(p.actual_start, p.forecast_start, p.baseline_start) is null then 'Not known'
        when status_day($as_of) - coalesce(p.actual_start, p.forecast_start, p.baseline_start) < 365 then 'Under a year'
        when status_day($as_of) - coalesce(p.actual_start, p.forecast_start, p.baseline_start) < 730 then 'One to two years'
        else 'Over two years' end as age_band,
    p.reporting_currency as currency
from valued_project($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as p
cross join (
    select quantile_cont(q.budget, 1 / 3.0) as third, quantile_cont(q.budget, 2 / 3.0) as two_thirds
    from valued_project($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as q
) as percentile
left join scores as s on p.project = s.project
left join gain as g on p.project = g.project
order by p.budget desc nulls last, p.name, p.project
