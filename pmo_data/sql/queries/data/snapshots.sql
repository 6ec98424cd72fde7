-- one row per snapshot
with counted as (
    select r.moment, count(*) as projects from reading as r group by r.moment
)

select
    s.snapshot, s.moment, s.status_date, s.batch, s.committed_at, s.who, s.label, s.undone_at,
    (select count(*) from import_file as f where f.batch = s.batch) as files, c.projects,
    s.undone_at is null and s.moment = max(s.moment) filter (where s.undone_at is null) over (partition by s.status_date) as is_last_of_date
from snapshot as s
left join counted as c on s.moment = c.moment
order by s.snapshot desc
