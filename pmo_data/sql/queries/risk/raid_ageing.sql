-- one row per kind of register line and age bucket that has open lines
with aged as (
    select
        l.kind, l.due, l.overdue_days, l.reviewed_on,
        case when l.age_days is null then 6 when l.age_days <= 30 then 1 when l.age_days <= 60 then 2
            when l.age_days <= 90 then 3 when l.age_days <= 180 then 4 else 5 end as bucket_order
    from raid_line($as_of) as l
    semi join scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as s on l.project is not distinct from s.project
    where l.is_open
)

select
    a.kind,
    list_extract(['0-30 days', '31-60 days', '61-90 days', '91-180 days', 'Over 180 days', 'Not dated'], a.bucket_order) as bucket,
    a.bucket_order, count(*) as items, count(a.overdue_days) as overdue, count(a.due) as dated,
    count(*) filter (where a.reviewed_on is null) as never_reviewed
from aged as a
group by a.kind, a.bucket_order
order by list_position(['risk', 'issue', 'assumption', 'decision', 'action'], a.kind), a.bucket_order
