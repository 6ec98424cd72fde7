-- one row per month
with curve as (
    select
        m.month, 'money' as basis, m.currency, m.planned_value, m.earned_value, m.actual_cost, m.budget_at_completion, m.known
    from money_curve($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as m
    union all
    select
        w.month, 'work' as basis, null as currency, w.planned_value, w.earned_value, null as actual_cost,
        w.budget_at_completion, w.known
    from work_curve($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as w
),

dated as (
    select
        c.*, c.month <= date_trunc('month', status_day($as_of)) as is_past
    from curve as c
)

select
    d.month, d.basis, d.currency, d.planned_value,
    case when d.is_past then d.earned_value end as earned_value, case when d.is_past then d.actual_cost end as actual_cost,
    percentage(d.planned_value, d.budget_at_completion) as planned_pct,
    case when d.is_past then percent_earned(d.earned_value, d.budget_at_completion) end as earned_pct,
    case when d.is_past then spi(d.earned_value, d.planned_value) end as spi,
    case when d.is_past then cpi(d.earned_value, d.actual_cost) end as cpi,
    d.is_past, d.known,
    (select count(s.project) from scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as s) as total
from dated as d
order by d.basis, d.month
