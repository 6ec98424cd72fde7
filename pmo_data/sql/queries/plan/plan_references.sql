-- one row per reference of the project's tasks that no task of their file answered when it was imported
select distinct t.task_key as task, t.name, f.column_name, f.cell_value as reference, f.message, t.row_number
from task_at($as_of) as t
inner join finding as f
    on t.import_id = f.import_id and f.entity = 'task' and t.row_number = f.row_number and (t.sheet is null or t.sheet = f.sheet)
where t.project = $project and f.rule = 'reference_unknown'
order by t.row_number, f.column_name, f.cell_value, t.task_key
