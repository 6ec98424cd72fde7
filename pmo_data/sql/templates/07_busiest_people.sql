-- Who works on most projects at once, as of the snapshot's date?
with today as (
    select max(s.status_date) as status_date
    from snapshots as s
)

select
    a.person_name, count(distinct a.project) as projects, sum(a.share) as share_pct,
    string_agg(distinct a.project_name, ', ' order by a.project_name) as which
from assignments as a
cross join today as t
where t.status_date between a.start and a.finish
group by a.person_name
order by projects desc, share_pct desc nulls last, a.person_name
