-- one row for a project: what a study of its plan needs to know of it
with span as (
    select
        min(t.baseline_start) as first_start,
        max(t.baseline_finish) as last_finish,
        max(coalesce(t.actual_finish, t.forecast_finish, t.planned_finish)) as forecast_finish, count(*) as tasks
    from task_at($as_of) as t
    where t.project is not distinct from $project
)

select
    p.project_key as project, p.code, p.name, p.status, p.stage, p.manager, p.sponsor, p.declared_overall,
    coalesce(p.baseline_start, s.first_start) as baseline_start, coalesce(p.baseline_finish, s.last_finish) as baseline_finish,
    coalesce(p.actual_finish, p.forecast_finish, s.forecast_finish) as forecast_finish, p.actual_finish,
    coalesce(p.approved_budget, p.whole_life_cost)::double as budget, p.forecast_cost::double as forecast_cost,
    p.actual_cost::double as actual_cost, p.contingency::double as contingency, p.percent_complete, p.currency, p.status_comment,
    status_day($as_of) as status_date, s.tasks
from project_at($as_of) as p
cross join span as s
where p.project_key = $project
order by p.project_key
