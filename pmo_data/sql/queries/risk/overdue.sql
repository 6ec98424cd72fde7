-- one row per open register line whose date has passed
select
    l.kind, l.item, l.code, l.name, l.project, s.project_name, l.owner, l.raised_on, l.due, l.overdue_days,
    count(*) over () as lines, l.import_id, l.sheet, l.row_number
from raid_line($as_of) as l
inner join scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as s on l.project is not distinct from s.project
where l.overdue_days is not null and ($kinds is null or list_contains($kinds, l.kind))
order by l.overdue_days desc, l.kind, l.name, l.item
limit $limit
