-- one row per point lost by a project in scope
with placed as (
    select 'project' as entity, p.project_key as key, p.import_id, p.sheet, p.row_number from project_at($as_of) as p
    union all
    select 'task' as entity, t.task_key as key, t.import_id, t.sheet, t.row_number from task_at($as_of) as t
    union all
    select 'risk' as entity, r.risk_key as key, r.import_id, r.sheet, r.row_number from risk_at($as_of) as r
)

select
    q.project, q.dimension, q.points::double as points, q.reason, q.entity, q.key, q.field, r.import_id, f.file_name,
    r.sheet, r.row_number
from quality_point($as_of) as q
semi join scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as k on q.project = k.project
left join placed as r on q.entity = r.entity and q.key = r.key
left join import_file as f on r.import_id = f.import_id
where $project is null or q.project = $project
order by q.points desc, q.project, q.dimension, q.entity, q.key, q.field, q.reason
