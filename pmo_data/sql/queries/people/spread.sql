-- one row per person with work in scope who works on more open projects in one month ahead than the setting allows
with rule as (
    select h.works_on_most_projects as most from thresholds($as_of) as h
),

worked as (
    select
        l.person, l.month, l.project, sum(l.demand_fte) as demand_fte, any_value(p.name) as project_name
    from month_load($as_of) as l
    left join project_at($as_of) as p on l.project = p.project_key
    where l.month >= date_trunc('month', status_day($as_of) + 1) and l.project is not null and l.demand_fte > 0
        and coalesce(p.status, 'active') not in ('completed', 'cancelled')
    group by l.person, l.month, l.project
),

spread as (
    select
        w.person, w.month, count(*) as projects, sum(w.demand_fte) as demand_fte,
        string_agg(coalesce(w.project_name, w.project), '; ' order by w.demand_fte desc, w.project) as project_names,
        bool_or(w.project in (
            select s.project from scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as s where s.project is not null
        )) as in_scope
    from worked as w
    group by w.person, w.month
),

worst as (
    select s.*
    from spread as s
    cross join rule as r
    where s.projects > r.most
    qualify row_number() over (partition by s.person order by s.projects desc, s.month) = 1 and s.in_scope
)

select
    w.person, coalesce(p.name, w.person) as name, p.role, p.team, w.month, w.projects, r.most, round(w.demand_fte, 4) as demand_fte,
    load_pct(w.demand_fte, coalesce(p.capacity_fte, 1)) as load_pct, w.project_names
from worst as w
cross join rule as r
left join person_at($as_of) as p on w.person = p.person_key
order by w.projects desc, load_pct desc, name, w.person
