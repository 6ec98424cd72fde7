-- one row per entity and source
with held as (
    select c.entity, c.source, c.rows from content($as_of) as c
)

select
    f.source, f.entity, coalesce(h.rows, 0) as rows, f.last_status_date, f.last_imported_at, f.last_file, f.imports,
    t.status_date - f.last_status_date as age_days,
    list_contains($standing, f.entity) as is_standing,
    coalesce(t.status_date - f.last_status_date >= t.stale_days, false) and not list_contains($standing, f.entity) as is_stale,
    f.who, t.status_date
from source_fact($as_of) as f
cross join thresholds($as_of) as t
left join held as h on f.entity = h.entity and f.source = h.source
order by is_stale desc, age_days desc nulls last, f.source, f.entity
