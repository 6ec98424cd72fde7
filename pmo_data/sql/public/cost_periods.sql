-- one row per project, task, period and kind of cost: money spent and value earned
select
    c.project, p.name as project_name, c.task, c.period, c.actual_cost, c.earned_value, c.spend, c.category,
    coalesce(c.currency, p.currency) as currency, c.price_base, c.source, c.import_id, c.sheet, c.row_number
from cost_period_at($as_of) as c
left join project_at($as_of) as p on c.project = p.project_key
order by c.project, c.period, c.task, c.cost_period_key
