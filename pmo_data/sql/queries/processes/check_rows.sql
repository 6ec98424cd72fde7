-- one row per row of a source by which a check of an open project in scope was judged at a status date
with asked as (
    select m.moment from status_moment($as_of) as m
    where $on_date is null or m.status_date <= $on_date::date
    order by m.moment desc
    limit 1
)

select
    e.project, p.name as project_name, coalesce(p.department, 'No department') as department, status_day((select a.moment from asked as a)) as status_date,
    e."check", e.kept, e.name, e.said, e.about, e.import_id, f.file_name, e.sheet, e.row_number
from process_evidence((select a.moment from asked as a), $as_of) as e
inner join read_project($as_of) as p on e.project = p.project
semi join scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as k on e.project = k.project
left join import_file as f on e.import_id = f.import_id
where e."check" = $one_check and ($who is null or $who in (p.name, coalesce(p.department, 'No department')))
order by e.kept nulls first, p.name, e.project, e.about, e.name, e.said, e.import_id, e.sheet, e.row_number
