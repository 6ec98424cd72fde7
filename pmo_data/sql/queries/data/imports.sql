-- one row per imported file
with counted as (
    select
        t.import_id, string_agg(distinct t.entity, ', ' order by t.entity) as entities, sum(t.in_file)::bigint as in_file,
        sum(t.loaded)::bigint as loaded, sum(t.unchanged)::bigint as unchanged, sum(t.held_back)::bigint as held_back,
        sum(t.not_data)::bigint as not_data, sum(t.added)::bigint as added, sum(t.changed)::bigint as changed,
        sum(t.removed)::bigint as removed
    from import_table as t
    group by t.import_id
),

found as (
    select
        f.import_id, count(*) filter (where f.severity = 'error') as errors,
        count(*) filter (where f.severity = 'warning') as warnings
    from finding as f
    group by f.import_id
)

select
    i.import_id, i.snapshot, i.status_date, i.file_name, i.sha256, i.size_bytes, i.who, i.imported_at, c.entities, c.in_file,
    c.loaded, c.unchanged, c.held_back, c.not_data, c.added, c.changed, c.removed, coalesce(f.errors, 0) as errors,
    coalesce(f.warnings, 0) as warnings, i.undone_at
from import_file as i
left join counted as c on i.import_id = c.import_id
left join found as f on i.import_id = f.import_id
order by i.import_id desc
