-- one row per filter and value it can take
with placed as (
    select p.project, p.portfolio, p.programme, p.programme_name, p.department from read_project($as_of) as p
),

choice as (
    select 'portfolios' as filter, p.portfolio as value, coalesce(any_value(f.name), p.portfolio) as label, count(*) as projects
    from placed as p left join portfolio_at($as_of) as f on p.portfolio = f.portfolio_key group by p.portfolio
    union all
    select 'programmes', p.programme, any_value(p.programme_name), count(*) from placed as p group by p.programme
    union all
    select 'departments', p.department, p.department, count(*) from placed as p group by p.department
    union all
    select 'objectives', o.objective_key, any_value(o.name), count(distinct c.project)
    from objective_at($as_of) as o left join contribution_at($as_of) as c on o.objective_key = c.objective
    group by o.objective_key
    union all
    select 'ratings', p.rating, p.rating, count(*) from read_project($as_of) as p group by p.rating
)

select c.filter, c.value, c.label, c.projects
from choice as c
where c.value is not null
order by
    list_position(['portfolios', 'programmes', 'departments', 'objectives', 'ratings'], c.filter),
    rating_rank(c.value) desc nulls last, c.label, c.value
