-- Which projects slipped over 30 days with a CPI under 0.9 and share a programme with another such project?
with earned as (
    select c.project, sum(c.earned_value) / nullif(sum(c.actual_cost), 0) as cpi
    from cost_periods as c
    where c.earned_value is not null
    group by c.project
),

troubled as (
    select p.programme_name, p.name, p.slip_days, e.cpi, p.rating, p.manager
    from projects as p
    inner join earned as e on p.project = e.project
    where p.slip_days > 30 and e.cpi < 0.9
)

select t.programme_name, t.name, t.slip_days, round(t.cpi, 2) as cpi, t.rating, t.manager
from troubled as t
qualify count(*) over (partition by t.programme_name) > 1
order by t.programme_name, t.slip_days desc, t.name
