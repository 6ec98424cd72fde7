-- one row per entity and source: the last status date and import that spoke of it until a moment
create or replace macro source_fact(as_of) as table
select
    t.entity,
    t.source,
    max(s.status_date) as last_status_date,
    max_by(f.file_name, s.moment) as last_file,
    max_by(f.imported_at, s.moment) as last_imported_at,
    max_by(f.who, s.moment) as who,
    count(distinct f.import_id) as imports
from import_table as t
inner join import_file as f on t.import_id = f.import_id
inner join snapshot as s on f.batch = s.batch
where s.moment <= as_of and s.undone_at is null
group by t.entity, t.source;
