-- one row per setting that was ever stated until a moment: in force now, before, and since when
with version as (
    select s.name, s.value, s.valid_from, s.snapshot, s.source, row_number() over (partition by s.name order by s.valid_from desc) as place
    from setting as s
    where s.valid_from <= $as_of
)

select
    v.name, v.value, b.value as value_before, n.status_date as since, n.committed_at as written_at, n.who, v.source
from version as v
left join version as b on v.name = b.name and b.place = 2
left join snapshot as n on v.snapshot = n.snapshot
where v.place = 1
order by v.name
