-- How do budget and expected cost compare by programme and currency, where both are known?
select
    coalesce(p.programme_name, 'No programme') as programme, p.currency, count(*) as projects,
    sum(p.budget) as budget, sum(p.forecast_cost) as forecast_cost,
    round(100 * (sum(p.forecast_cost) - sum(p.budget))::double / nullif(sum(p.budget)::double, 0), 1) as over_budget_pct
from projects as p
where p.budget is not null and p.forecast_cost is not null
group by all
order by over_budget_pct desc nulls last, programme, p.currency
