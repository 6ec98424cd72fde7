-- one row per project and effect: what moved a sum of money between two moments, in the later reporting currency
create or replace macro attribution(as_of, compare_with, measure, portfolios, programmes, departments, objectives) as table
with target as (
    select reporting_currency(as_of) as currency
),

-- rates into the later reporting currency as known at the earlier moment; the later ones where none was known
earlier_rate as (
    select c.from_currency, arg_max(r.rate, coalesce(r.valid_on, date '1900-01-01')) as rate
    from (select distinct p.currency as from_currency from project_at(compare_with) as p) as c
    cross join target as t
    inner join (
        select q.from_currency, q.to_currency, q.rate, q.valid_on from exchange_rate_at(compare_with) as q where q.rate > 0
        union all
        select q.to_currency, q.from_currency, 1 / q.rate, q.valid_on from exchange_rate_at(compare_with) as q where q.rate > 0
    ) as r on c.from_currency = r.from_currency and r.to_currency = t.currency
    where c.from_currency <> t.currency and coalesce(r.valid_on <= status_day(compare_with), true)
    group by c.from_currency
),

before as (
    select
        p.*, coalesce(e.rate, c.rate) as used_rate,
        list_extract([p.budget, p.forecast_cost, p.whole_life_cost, p.actual_cost], list_position(
            ['budget', 'forecast_cost', 'whole_life_cost', 'actual_cost'], measure)) as own
    from scoped_project(compare_with, portfolios, programmes, departments, objectives, null) as p
    left join conversion(as_of) as c on p.currency is not distinct from c.from_currency
    left join earlier_rate as e on p.currency = e.from_currency
),

after as (
    select
        p.*, p.rate as used_rate,
        list_extract([p.budget, p.forecast_cost, p.whole_life_cost, p.actual_cost], list_position(
            ['budget', 'forecast_cost', 'whole_life_cost', 'actual_cost'], measure)) as own
    from scoped_project(as_of, portfolios, programmes, departments, objectives, null) as p
),

paired as (
    select
        coalesce(a.project, b.project) as project, coalesce(a.name, b.name) as name,
        coalesce(a.programme_name, b.programme_name) as programme_name,
        (b.own * b.used_rate)::decimal(18, 2) as before_value, (a.own * a.used_rate)::decimal(18, 2) as after_value,
        b.project is null as is_new, a.project is null as has_left,
        a.status = 'cancelled' and b.status is distinct from 'cancelled' as is_stopped,
        a.currency is distinct from b.currency or a.price_base is distinct from b.price_base
        or a.price_year is distinct from b.price_year
        or (measure = 'budget' and a.budget_basis is distinct from b.budget_basis) as has_other_base,
        (b.own * (a.used_rate - b.used_rate))::decimal(18, 2) as rate_change,
        case when measure in ('budget', 'forecast_cost', 'whole_life_cost')
            then ((a.approved_budget - b.approved_budget) * a.used_rate)::decimal(18, 2) end as approved_change,
        coalesce(b.own, a.own) is not null and coalesce(b.used_rate, a.used_rate) is null as is_unconverted
    from after as a
    full join before as b on a.project = b.project
),

changed as (
    select p.*, coalesce(p.after_value, 0) - coalesce(p.before_value, 0) as change from paired as p
),

parted as (
    select c.*, case when c.before_value is null or c.after_value is null or c.is_new or c.has_left or c.is_stopped then 0
        when c.has_other_base then c.change else coalesce(c.rate_change, 0) end as currency_change
    from changed as c
),

re_based as (
    select p.*, case when p.before_value is null or p.after_value is null or p.is_new or p.has_left or p.is_stopped or p.has_other_base then 0
        else coalesce(p.approved_change, 0) end as rebaseline_change
    from parted as p
)

select r.project, r.name, r.programme_name, r.before_value, r.after_value, r.is_unconverted, e.effect, e.change
from re_based as r
cross join lateral (
    select unnest([
        {'effect': 'joined', 'change': case when r.is_new then r.change end},
        {'effect': 'left', 'change': case when r.has_left or r.is_stopped then r.change end},
        {'effect': 'rebaselined', 'change': r.rebaseline_change},
        {'effect': 'currency', 'change': r.currency_change},
        {'effect': 'coverage', 'change': case when not (r.is_new or r.has_left or coalesce(r.is_stopped, false))
            and (r.before_value is null) <> (r.after_value is null) then r.change end},
        {'effect': 'continuing', 'change': case when not (r.is_new or r.has_left or coalesce(r.is_stopped, false))
            and r.before_value is not null and r.after_value is not null then r.change - r.rebaseline_change - r.currency_change end}
    ], recursive := true)
) as e
where e.change <> 0 or (e.effect = 'joined' and r.is_new) or (e.effect = 'left' and r.has_left);
