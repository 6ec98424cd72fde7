-- one row per task of a project, summary lines included
with task as (
    select t.* from task_at($as_of) as t where t.project is not distinct from $project
),

parents as (
    select distinct t.parent from task as t where t.parent is not null
),

assigned as (
    select a.* from task_people($as_of) as a where a.project is not distinct from $project
),

lined as (
    select t.*, lead(t.outline_level) over (partition by t.import_id, t.sheet order by t.row_number) as next_level
    from task as t
)

select
    t.task_key as task, t.code, t.wbs, t.name, t.parent, t.outline_level,
    coalesce(
        t.summary, p.parent is not null
        or (not exists (select 1 from parents) and t.wbs is null and coalesce(t.next_level > t.outline_level, false))
    ) as is_summary,
    coalesce(is_a_milestone(t.milestone, t.duration_days), false) as is_milestone,
    coalesce(t.owner, a.names, b.names) as owner, t.status, t.category, t.planned_start, t.planned_finish, t.baseline_start, t.baseline_finish,
    t.forecast_start, t.forecast_finish, t.actual_start, t.actual_finish, t.duration_days, t.remaining_days, t.work_hours,
    t.actual_work_hours, t.percent_complete, t."constraint" as constraint_kind, t.constraint_date, t.optimistic_days, t.likely_days,
    t.pessimistic_days, t.planned_cost, t.actual_cost, t.currency, t.earning_rule,
    coalesce(t.owner, a.names, b.names) is not null as has_resource,
    t.notes, status_day($as_of) as status_date, t.source, t.import_id, t.sheet, t.row_number
from lined as t
left join parents as p on t.code = p.parent or t.task_key = p.parent
left join assigned as a on t.task_key = a.task
left join assigned as b on t.code = b.task and t.code <> t.task_key
order by t.import_id, t.sheet, t.row_number, t.task_key
