-- one row per gate, benefit, objective or finish of a project that a slip may break
with chosen as (
    select p.* from read_project($as_of) as p where $projects is null or list_contains($projects, p.project)
)

select 'finish' as kind, c.project as item, c.name, c.project, c.name as project_name, c.expected_finish as promised, null::double as worth,
    c.reporting_currency as currency, c.baseline_finish as latest
from chosen as c
union all
select 'gate', g.gate_key, g.name, c.project, c.name, g.planned_date, null, c.reporting_currency, null
from gate_at($as_of) as g inner join chosen as c on g.project = c.project where g.actual_date is null
union all
select 'benefit', b.benefit_key, b.name, c.project, c.name, b.due, (b.target_value * m.rate)::double, c.reporting_currency, null
from benefit_at($as_of) as b
inner join chosen as c on b.project = c.project
left join conversion($as_of) as m on coalesce(b.currency, c.currency) is not distinct from m.from_currency
union all
select 'objective', o.objective_key, o.name, c.project, c.name, min(b.due), sum(b.target_value * m.rate)::double, any_value(c.reporting_currency), null
from benefit_at($as_of) as b
inner join chosen as c on b.project = c.project
inner join objective_at($as_of) as o on b.objective = o.objective_key
left join conversion($as_of) as m on coalesce(b.currency, c.currency) is not distinct from m.from_currency
group by o.objective_key, o.name, c.project, c.name
order by 1, 4, 6, 2
