-- one row per month, quarter or year with benefits in scope
with rule as (
    select t.fiscal_first_month, t.status_date from thresholds($as_of) as t
),

valued as (
    select
        fiscal_start($grain, f.period, t.fiscal_first_month) as period, f.period <= t.status_date as is_past,
        (f.target_value * c.rate)::decimal(18, 2) as target_value, (f.actual_value * c.rate)::decimal(18, 2) as actual_value
    from benefit_period_at($as_of) as f
    inner join benefit_at($as_of) as b on f.benefit = b.benefit_key
    inner join scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as k on b.project is not distinct from k.project
    left join project_at($as_of) as p on b.project = p.project_key
    left join conversion($as_of) as c on coalesce(f.currency, b.currency, p.currency) is not distinct from c.from_currency
    cross join rule as t
),

summed as (
    select
        v.period, sum(v.target_value) as target_value, sum(v.actual_value) as actual_value,
        sum(v.target_value) filter (where v.is_past) as target_to_date
    from valued as v
    group by v.period
)

select
    s.period, s.target_value, s.actual_value, s.target_to_date, sum(s.target_value) over running as cumulative_target_value,
    case when s.period <= t.status_date then sum(s.actual_value) over running end as cumulative_actual_value,
    s.period <= t.status_date as is_past, reporting_currency($as_of) as currency
from summed as s
cross join rule as t
window running as (order by s.period)
order by s.period
