-- explained/money_inputs
-- one row per project in scope with a money plan or spending: value planned, earned and spent to the date of the snapshot
with summed as (
    select
        m.project, sum(m.planned_value) as budget_at_completion, count(m.earned_value) > 0 as tells_earned,
        sum(m.planned_value) filter (where m.month <= date_trunc('month', status_day($as_of))) as planned_value,
        sum(m.earned_value) filter (where m.month <= date_trunc('month', status_day($as_of))) as earned_value,
        sum(m.actual_cost) filter (where m.month <= date_trunc('month', status_day($as_of))) as actual_cost
    from period_money($as_of) as m
    where m.is_stated and not m.is_unconverted and ($project is null or m.project = $project)
    group by m.project
),

told as (
    select r.project, max_by(r.percent_complete, r.moment) as percent_complete
    from reading as r
    semi join status_moment($as_of) as m on r.moment = m.moment
    where r.percent_complete is not null
    group by r.project
),

brought as (
    select b.project, f.file_name || coalesce(' › ' || nullif(b.sheet, ''), '') as place
    from budget_period_at($as_of) as b inner join import_file as f on b.import_id = f.import_id
    union
    select c.project, f.file_name || coalesce(' › ' || nullif(c.sheet, ''), '') as place
    from cost_period_at($as_of) as c inner join import_file as f on c.import_id = f.import_id
),

files as (
    select b.project, string_agg(b.place, '; ' order by b.place) as places
    from brought as b
    group by b.project
),

valued as (
    select
        s.project, s.planned_value::double as planned_value, s.actual_cost::double as actual_cost,
        case when s.tells_earned then s.earned_value::double
            else t.percent_complete / 100 * s.budget_at_completion::double end as earned_value
    from summed as s
    left join told as t on s.project = t.project
)

select
    v.project, k.project_name as name, v.planned_value, v.earned_value, v.actual_cost, spi(v.earned_value, v.planned_value) as spi,
    cpi(v.earned_value, v.actual_cost) as cpi, reporting_currency($as_of) as currency, f.places
from valued as v
inner join scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as k on v.project is not distinct from k.project
left join files as f on v.project = f.project
order by v.planned_value desc nulls last, v.project
