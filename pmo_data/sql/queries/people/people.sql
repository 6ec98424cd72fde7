-- one row per person
with working as (
    select l.person, sum(l.demand_fte) as demand_fte
    from month_load($as_of, date_trunc('month', status_day($as_of)), date_trunc('month', status_day($as_of))) as l
    group by l.person
),

assigned as (
    select a.person, count(distinct a.project) as projects
    from assignment_at($as_of) as a semi join scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as s on a.project = s.project
    group by a.person
)

select
    p.person_key as person, p.code, p.name, p.role, p.team, p.department, p.capacity_fte, p.hours_per_week, p.active,
    coalesce(a.projects, 0) as projects, w.demand_fte, load_pct(w.demand_fte, coalesce(p.capacity_fte, 1)) as load_pct,
    p.source, p.import_id, p.sheet, p.row_number
from person_at($as_of) as p
left join working as w on p.person_key = w.person
left join assigned as a on p.person_key = a.person
order by p.name, p.person_key
