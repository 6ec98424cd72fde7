-- one row per project and year from its first: what it brings and what it costs
with gain as (
    select b.project, year(f.period) as year, sum(f.target_value * coalesce(b.share, 100) / 100 * c.rate)::decimal(18, 2) as benefit
    from benefit_period_at($as_of) as f
    inner join benefit_at($as_of) as b on f.benefit = b.benefit_key
    left join project_at($as_of) as p on b.project = p.project_key
    left join conversion($as_of) as c on coalesce(f.currency, b.currency, p.currency) is not distinct from c.from_currency
    where b.project is not null
    group by 1, 2
),

cost as (
    select m.project, year(m.month) as year, sum(m.expected_cost) as cost
    from period_money($as_of) as m
    where m.is_stated
    group by 1, 2
),

both_sides as (
    select coalesce(g.project, c.project) as project, coalesce(g.year, c.year) as year, g.benefit, c.cost
    from gain as g full join cost as c on g.project = c.project and g.year = c.year
),

begun as (
    select b.project, min(b.year) as first_year, sum(b.benefit) is not null as has_benefits, sum(b.cost) is not null as has_costs
    from both_sides as b group by b.project
)

select
    b.project, p.name, p.programme_name, p.rating, (b.year - y.first_year)::integer as year_index, b.year::integer as year,
    coalesce(b.benefit, 0) as benefit, coalesce(b.cost, 0) as cost, p.reporting_currency as currency
from both_sides as b
inner join begun as y on b.project = y.project
inner join valued_project($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as p on b.project = p.project
where y.has_benefits and y.has_costs and b.year is not null
order by p.name, b.project, b.year
