-- one row per person with work in scope who works on more open projects in one month ahead than the setting allows
with rule as (
    select h.works_on_most_projects as most from thresholds($as_of) as h
),

worked as (
    select l.person, l.month, l.project, sum(l.demand_fte) as demand_fte
    from month_load($as_of, date_trunc('month', status_day($as_of) + 1), null) as l
    where l.project is not null and l.person is not null and l.demand_fte > 0
    group by l.person, l.month, l.project
),

named as (
    select p.project_key, p.name, s.project is not null as in_scope
    from project_at($as_of) as p
    left join scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as s on p.project_key = s.project
),

spread as (
    select
        w.person, w.month, count(*) as projects, sum(w.demand_fte) as demand_fte,
        string_agg(o.name, '; ' order by w.demand_fte desc, w.project) as project_names, bool_or(o.in_scope) as in_scope
    from worked as w
    inner join named as o on w.project = o.project_key
    group by w.person, w.month
    having count(*) > (select r.most from rule as r)
),

worst as (
    select s.*
    from spread as s
    qualify row_number() over (partition by s.person order by s.projects desc, s.month) = 1 and s.in_scope
)

select
    w.person, coalesce(p.name, w.person) as name, p.role, p.team, w.month, w.projects, r.most, round(w.demand_fte, 4) as demand_fte,
    load_pct(w.demand_fte, coalesce(p.capacity_fte, 1)) as load_pct, w.project_names
from worst as w
cross join rule as r
left join person_at($as_of) as p on w.person = p.person_key
order by w.projects desc, load_pct desc, name, w.person
