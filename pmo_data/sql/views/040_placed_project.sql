-- one row per project: its place, its dates and progress (its own word, else its tasks'), its money in two currencies
create or replace macro placed_project(as_of) as table
select
    p.* exclude (portfolio, baseline_start, baseline_finish, forecast_start, forecast_finish, percent_complete, currency),
    p.project_key as project,
    coalesce(p.portfolio, g.portfolio) as portfolio,
    coalesce(g.name, p.programme) as programme_name,
    coalesce(p.baseline_start, t.baseline_start) as baseline_start,
    coalesce(p.baseline_finish, t.baseline_finish) as baseline_finish,
    coalesce(p.forecast_start, t.forecast_start) as forecast_start,
    coalesce(p.forecast_finish, t.forecast_finish) as forecast_finish,
    coalesce(p.percent_complete, t.percent_complete) as percent_complete,
    case when p.percent_complete is not null then 'declared' when t.percent_complete is not null then 'tasks' end as percent_complete_basis,
    coalesce(p.approved_budget, p.whole_life_cost) as budget,
    case when p.approved_budget is not null then 'approved budget'
        when p.whole_life_cost is not null then 'whole-life cost' end as budget_basis,
    p.currency,
    c.rate,
    c.reporting_currency,
    s.*,
    is_open_line(p.status, p.actual_finish) as is_open
from project_at(as_of) as p
left join programme_at(as_of) as g on p.programme = g.programme_key
left join task_span(as_of) as t on p.project_key = t.project
left join conversion(as_of) as c on p.currency is not distinct from c.from_currency
cross join thresholds(as_of) as s;
