-- one row per task of the project, in the order of its work breakdown
with recursive own as (
    select t.* from task_at($as_of) as t where t.project = $project
),

tree as (
    select o.task_key, o.code, o.name, o.wbs, 1 as depth, [o.row_number] as path
    from own as o
    where o.parent is null or o.parent = o.code or not exists (select 1 from own as u where u.code = o.parent)
    union all
    select o.task_key, o.code, o.name, o.wbs, t.depth + 1 as depth, list_append(t.path, o.row_number) as path
    from own as o
    inner join tree as t on o.parent = t.code
    where t.depth < 30 and o.parent <> o.code
),

placed as (
    select
        o.*, coalesce(t.depth, 1) as tree_depth, coalesce(t.path, [o.row_number]) as path,
        list_transform(string_split(o.wbs, '.'), lambda part: coalesce(try_cast(part as integer), 0)) as wbs_path,
        bool_and(o.wbs is not null) over () as has_wbs,
        coalesce(o.code in (select c.parent from own as c where c.parent is not null and c.code is distinct from c.parent), false)
        as has_children,
        coalesce(o.actual_start, o.forecast_start, o.planned_start) as start,
        coalesce(o.actual_finish, o.forecast_finish, o.planned_finish) as finish
    from own as o
    left join tree as t on o.task_key = t.task_key
),

assigned as (
    select a.* from task_people($as_of) as a where a.project = $project
)

select
    p.task_key as task, p.code, p.wbs, p.name, p.parent,
    coalesce(p.outline_level::integer, case when p.has_wbs and p.tree_depth = 1 then len(p.wbs_path) end, p.tree_depth) as depth,
    coalesce(p.summary, p.has_children) as is_summary, coalesce(is_a_milestone(p.milestone, p.duration_days), false) as is_milestone,
    coalesce(p.owner, a.names, b.names) as owner, p.status,
    case
        when p.status = 'cancelled' then 'cancelled'
        when p.actual_finish is not null or p.status = 'completed' or p.percent_complete = 100 then 'done'
        when p.finish is null then 'undated'
        when p.finish < status_day($as_of) then 'late'
        when p.actual_start is not null or p.percent_complete > 0 or p.status = 'active' then 'active'
        else 'not_started'
    end as state,
    p.start, p.finish, p.planned_start, p.planned_finish, p.baseline_start, p.baseline_finish, p.forecast_start,
    p.forecast_finish, p.actual_start, p.actual_finish, p.duration_days, p.remaining_days, p.work_hours, p.percent_complete,
    p.finish - coalesce(p.baseline_finish, p.planned_finish) as late_days, p.constraint, p.constraint_date,
    p.optimistic_days, p.likely_days, p.pessimistic_days, p.planned_cost, p.actual_cost, p.currency, p.earning_rule,
    row_number() over (order by case when p.has_wbs then p.wbs_path end, p.path, p.task_key) as position, p.notes,
    p.import_id, p.sheet, p.row_number
from placed as p
left join assigned as a on p.task_key = a.task
left join assigned as b on p.code = b.task and p.code <> p.task_key
order by position
