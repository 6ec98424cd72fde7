-- one row per import that was not undone
with counted as (
    select
        t.import_id, sum(t.in_file - t.not_data)::bigint as data_rows, sum(t.held_back)::bigint as held_back
    from import_table as t
    group by t.import_id
),

found as (
    select
        n.import_id, count(distinct n.sheet || '/' || n.row_number::varchar) filter (where n.severity = 'warning') as doubtful_rows,
        count(*) as findings
    from finding as n
    where n.rule <> 'not_data'
    group by n.import_id
)

select
    i.import_id, i.file_name, i.status_date, i.imported_at, i.who, c.data_rows, c.held_back,
    coalesce(n.doubtful_rows, 0) as doubtful_rows, coalesce(n.findings, 0) as findings,
    greatest(0, 100.0 * (c.data_rows - c.held_back - 0.5 * coalesce(n.doubtful_rows, 0)) / nullif(c.data_rows, 0))::double as score
from import_file as i
left join counted as c on i.import_id = c.import_id
left join found as n on i.import_id = n.import_id
where i.undone_at is null
order by i.import_id desc
