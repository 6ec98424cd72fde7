-- one row per project in scope at either moment: one sum of money before and after, in the later reporting currency
create or replace macro compared_money(as_of, compare_with, measure, portfolios, programmes, departments, objectives) as table
with before as (
    -- the rate known then; the later one where none was known
    select
        coalesce(n.project, p.project) as project, p.name, p.programme_name, p.status, p.currency, p.price_base, p.price_year, p.budget_basis, p.approved_budget,
        coalesce(e.rate, c.rate) as used_rate,
        list_extract([p.budget, p.forecast_cost, p.whole_life_cost, p.actual_cost], list_position(
            ['budget', 'forecast_cost', 'whole_life_cost', 'actual_cost'], measure)) as own
    from chosen_project(compare_with, portfolios, programmes, departments, objectives, null) as p
    left join conversion(as_of) as c on p.currency is not distinct from c.from_currency
    left join renamed_project(compare_with, as_of) as n on p.project = n.was
    left join rate_into(compare_with, (select reporting_currency(as_of))) as e on p.currency = e.from_currency
),

after as (
    select
        p.project, p.name, p.programme_name, p.status, p.currency, p.price_base, p.price_year, p.budget_basis, p.approved_budget,
        p.rate as used_rate,
        list_extract([p.budget, p.forecast_cost, p.whole_life_cost, p.actual_cost], list_position(
            ['budget', 'forecast_cost', 'whole_life_cost', 'actual_cost'], measure)) as own
    from chosen_project(as_of, portfolios, programmes, departments, objectives, null) as p
)

select
    coalesce(a.project, b.project) as project, coalesce(a.name, b.name) as name,
    coalesce(a.programme_name, b.programme_name) as programme_name,
    (b.own * b.used_rate)::decimal(18, 2) as before_value, (a.own * a.used_rate)::decimal(18, 2) as after_value,
    b.project is null as is_new, a.project is null as has_left,
    a.project is null or coalesce(a.status = 'cancelled' and b.project is not null and b.status is distinct from 'cancelled', false) as is_out,
    coalesce(
        a.currency is distinct from b.currency or a.price_base is distinct from b.price_base
        or a.price_year is distinct from b.price_year
        or (measure = 'budget' and a.budget_basis is distinct from b.budget_basis), false
    ) as has_other_base,
    coalesce((b.own * (a.used_rate - b.used_rate))::decimal(18, 2), 0) as rate_change,
    coalesce(case when measure <> 'actual_cost' then ((a.approved_budget - b.approved_budget) * a.used_rate)::decimal(18, 2) end, 0)
        as approved_change,
    (a.own is not null and a.used_rate is null) or (b.own is not null and b.used_rate is null) as is_unconverted
from after as a
full join before as b on a.project = b.project;
