-- one row per open project and dimension rated amber or red by its data: by how much, over which limit, since when
create or replace macro breach(as_of) as table
with judged as (
    select
        r.project, r.moment, r.status_date, r.is_open, [r.derived_schedule, r.derived_cost, r.derived_benefits, r.derived_risk,
            r.derived_resource, r.derived_governance, r.derived_data] as levels,
        [coalesce(r.slip_pct, r.slip_days), r.graded_cost_pct, r.benefit_shortfall_pct, r.exposure_pct,
            case when r.demand.decides then r.demand.unfilled_pct else r.highest_load_pct end,
            r.gate_overdue_days, r.data_age_days] as measures,
        case when r.demand.decides then '% of demand' else '% of capacity' end as resource_unit,
        (r.cost_variance * r.rate)::decimal(18, 2) as money_over
    from reading as r
    semi join status_moment(as_of) as m on r.moment = m.moment
),

standing as (
    select
        j.project, j.status_date as today, j.money_over, d.place, j.levels[d.place] as level, j.measures[d.place] as measured,
        ['schedule', 'cost', 'benefits', 'risk', 'resource', 'governance', 'data'][d.place] as dimension,
        ['%', '%', '%', '% of contingency', j.resource_unit, 'days', 'days'][d.place] as unit
    from judged as j
    cross join (select unnest(range(1, 8)) as place) as d
    where j.is_open and j.moment = (select max(m.moment) from status_moment(as_of) as m) and j.levels[d.place] in ('amber', 'red')
),

-- the last status date on which the dimension did not stand out, and the run of those since
calm as (
    select
        j.project, max(case when j.levels[1] not in ('amber', 'red') then j.moment end) as schedule,
        max(case when j.levels[2] not in ('amber', 'red') then j.moment end) as cost,
        max(case when j.levels[3] not in ('amber', 'red') then j.moment end) as benefits,
        max(case when j.levels[4] not in ('amber', 'red') then j.moment end) as risk,
        max(case when j.levels[5] not in ('amber', 'red') then j.moment end) as resource,
        max(case when j.levels[6] not in ('amber', 'red') then j.moment end) as governance,
        max(case when j.levels[7] not in ('amber', 'red') then j.moment end) as data
    from judged as j
    where j.is_open
    group by j.project
),

since as (
    select s.project, s.place, min(j.status_date) as since, count(*) as status_dates
    from standing as s
    inner join calm as c on s.project = c.project
    inner join judged as j on s.project = j.project and j.is_open
        and j.moment > coalesce([c.schedule, c.cost, c.benefits, c.risk, c.resource, c.governance, c.data][s.place], 0)
    group by s.project, s.place
)

select
    s.project, s.dimension, s.level, r.since, r.status_dates, s.today - r.since as age_days, s.measured, s.unit,
    case when s.dimension = 'cost' then s.money_over end as money_over
from standing as s
inner join since as r on s.project = r.project and s.place = r.place;
