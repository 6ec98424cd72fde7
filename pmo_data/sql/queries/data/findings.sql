-- one row per finding of an import that was not undone
select
    n.import_id, f.file_name, n.sheet, n.entity, n.row_number, n.column_name, n.cell, n.cell_value as value, n.rule,
    n.severity, n.message, n.fix
from finding as n
inner join import_file as f on n.import_id = f.import_id
where f.undone_at is null and ($import_id is null or n.import_id = $import_id)
order by n.severity, n.import_id desc, n.sheet, n.row_number nulls last, n.column_name, n.rule, n.message
