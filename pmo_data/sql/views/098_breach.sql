-- one row per open project and dimension rated amber or red by its data: by how much, over which limit, since when
create or replace macro breach(as_of) as table
with dimension_of as (
    select unnest(['schedule', 'cost', 'benefits', 'risk', 'resource', 'governance', 'data']) as dimension
),

judged as (
    select
        r.moment, r.status_date, r.project, d.dimension, r.slip_pct, r.slip_days, r.cost_variance_pct, r.graded_cost_pct, r.cost_variance,
        r.benefit_shortfall_pct, r.exposure_pct, r.highest_load_pct, r.gate_overdue_days, r.data_age_days, r.rate,
        list_extract([r.derived_schedule, r.derived_cost, r.derived_benefits, r.derived_risk, r.derived_resource, r.derived_governance,
            r.derived_data], list_position(['schedule', 'cost', 'benefits', 'risk', 'resource', 'governance', 'data'], d.dimension)) as level
    from reading as r
    inner join status_moment(as_of) as m on r.moment = m.moment
    cross join dimension_of as d
    where r.is_open
),

-- the run of status dates on which the dimension has stood out: since the last one on which it did not
calm as (
    select j.project, j.dimension, max(j.moment) as moment from judged as j where j.level not in ('amber', 'red') group by 1, 2
),

since as (
    select j.project, j.dimension, min(j.status_date) as since, count(*) as status_dates
    from judged as j
    left join calm as c on j.project = c.project and j.dimension = c.dimension
    where j.moment > coalesce(c.moment, 0)
    group by 1, 2
)

select
    j.project, j.dimension, j.level, s.since, s.status_dates, j.status_date - s.since as age_days,
    list_extract([coalesce(j.slip_pct, j.slip_days), j.graded_cost_pct, j.benefit_shortfall_pct, j.exposure_pct, j.highest_load_pct,
        j.gate_overdue_days, j.data_age_days], list_position(
        ['schedule', 'cost', 'benefits', 'risk', 'resource', 'governance', 'data'], j.dimension)) as measured,
    list_extract(['%', '%', '%', '% of contingency', '% of capacity', 'days', 'days'], list_position(
        ['schedule', 'cost', 'benefits', 'risk', 'resource', 'governance', 'data'], j.dimension)) as unit,
    case when j.dimension = 'cost' then (j.cost_variance * j.rate)::decimal(18, 2) end as money_over
from judged as j
inner join since as s on j.project = s.project and j.dimension = s.dimension
where j.level in ('amber', 'red') and j.moment = (select max(m.moment) from status_moment(as_of) as m);
