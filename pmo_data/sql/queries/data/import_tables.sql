-- one row per table of an imported file
select
    t.import_id, f.file_name, t.sheet, t.entity, t.source, t.mode, t.plan, t.formats, t.in_file, t.loaded, t.unchanged,
    t.held_back, t.not_data, t.added, t.changed, t.removed
from import_table as t
left join import_file as f on t.import_id = f.import_id
where $import_id is null or t.import_id = $import_id
order by t.import_id desc, t.sheet, t.entity, t.source
