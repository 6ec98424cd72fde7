-- one row per project in scope
with flow as (
    select
        m.project, sum(m.planned_value) filter (where m.is_past) as planned_value,
        sum(m.earned_value) filter (where m.is_past) as earned_value,
        sum(m.actual_cost) filter (where m.is_past) as period_cost,
        sum(m.planned_value) as budget_at_completion,
        sum(m.baseline_value) as baseline_value, sum(m.capex) as capex, sum(m.opex) as opex
    from period_money($as_of) as m
    group by m.project
),

trouble as (
    select i.project, max_by(i.name, i.impact_cost) as issue_name, max(i.impact_cost) as issue_cost
    from issue_at($as_of) as i where i.impact_cost > 0 group by i.project
)

select
    p.project, p.code, p.name, p.programme_name, p.department, p.manager, p.rating, p.status, p.budget, p.budget_basis,
    f.baseline_value, p.approved_budget, p.whole_life_cost, p.forecast_cost, p.actual_cost, p.contingency,
    p.cost_variance, p.cost_variance_pct, percent_spent(p.actual_cost, p.budget) as spent_pct, p.percent_complete,
    f.planned_value, f.earned_value, f.period_cost, f.budget_at_completion, f.capex, f.opex,
    spi(f.earned_value, f.planned_value) as spi, cpi(f.earned_value, f.period_cost) as cpi,
    case when p.is_open then g.spent_since end as spent_past_gate, coalesce(f.budget_at_completion - f.baseline_value, 0) as rebaselined,
    case
        when coalesce(p.cost_variance, 0) = 0 then null
        when p.status = 'cancelled' then 'stopped'
        when p.cost_variance > 0 and t.issue_cost * coalesce(p.rate, 1) >= p.cost_variance / 2 then 'issue'
        when p.slip_days > 30 and p.cost_variance > 0 then 'later finish'
        else 'not stated'
    end as cause,
    case when p.cost_variance > 0 and t.issue_cost * coalesce(p.rate, 1) >= p.cost_variance / 2 then t.issue_name end as cause_name,
    p.price_base, p.currency as own_currency, p.is_unconverted, p.reporting_currency as currency
from valued_project($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as p
left join flow as f on p.project = f.project
left join trouble as t on p.project = t.project
left join spent_past_gates($as_of) as g on p.project = g.project
order by abs(p.cost_variance) desc nulls last, p.name, p.project
