-- one row per group of people (by role, team or department), month from the status date's on, and project:
-- full-time equivalents asked for and those of them that nobody is named for, whether the project is only proposed,
-- and what the group can give
create or replace macro group_load(as_of, dimension, months) as table
with ahead as materialized (
    select l.*
    from month_load(
        as_of, date_trunc('month', status_day(as_of) + 1), date_trunc('month', status_day(as_of) + 1) + to_months(months - 1)
    ) as l
),

-- whoever has work and stands in no list of people is somebody all the same
member as (
    select
        p.person_key, p.capacity_fte, coalesce(p.active, true) as is_active,
        coalesce(case dimension when 'team' then p.team when 'department' then p.department else p.role end, upper(dimension[1]) || dimension[2:] || ' not stated') as group_name
    from person_at(as_of) as p
    union all
    select distinct a.person as person_key, null as capacity_fte, true as is_active, upper(dimension[1]) || dimension[2:] || ' not stated' as group_name
    from ahead as a
    where a.person is not null and not exists (select 1 from person_at(as_of) as p where p.person_key = a.person)
),

able as (
    select
        m.group_name, count(*) as people, count(m.capacity_fte) as capacity_known, sum(coalesce(m.capacity_fte, 1)) as capacity_fte
    from member as m
    where m.is_active
    group by m.group_name
),

wanted as (
    select m.group_name, a.month, a.project, a.demand_fte, 0.0 as unfilled_fte
    from ahead as a
    inner join member as m on a.person = m.person_key
    union all
    select
        coalesce(case when dimension = 'role' then coalesce(k.role, a.role) end, upper(dimension[1]) || dimension[2:] || ' not stated'),
        a.month, a.project, a.demand_fte, a.demand_fte
    from ahead as a
    left join (select lower(p.role) as said, min(p.role) as role from person_at(as_of) as p group by lower(p.role)) as k on lower(a.role) = k.said
    where a.person is null
),

asked as (
    select w.group_name, w.month, w.project, sum(w.demand_fte) as demand_fte, sum(w.unfilled_fte) as unfilled_fte
    from wanted as w
    group by w.group_name, w.month, w.project
)

select
    a.group_name, a.month, a.project, p.name as project_name, p.status, p.priority, p.start, a.demand_fte, a.unfilled_fte,
    coalesce(p.status = 'proposed', false) as is_pipeline, coalesce(b.capacity_fte, 0) as capacity_fte,
    coalesce(b.people, 0) as people, coalesce(b.capacity_known, 0) as capacity_known
from asked as a
left join able as b on a.group_name = b.group_name
left join (
    select o.*, coalesce(o.actual_start, o.forecast_start, o.baseline_start) as start from project_at(as_of) as o
) as p on a.project = p.project_key;
