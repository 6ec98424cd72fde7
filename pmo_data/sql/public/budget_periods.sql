-- one row per project, task, period and kind of cost: money planned
select
    b.project, p.name as project_name, b.task, b.period, b.planned_value, b.forecast_cost, b.spend, b.category,
    coalesce(b.currency, p.currency) as currency, b.price_base, b.source, b.import_id, b.sheet, b.row_number
from budget_period_at($as_of) as b
left join project_at($as_of) as p on b.project = p.project_key
order by b.project, b.period, b.task, b.budget_period_key
