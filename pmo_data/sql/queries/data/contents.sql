-- one row per entity that has rows in force
select
    c.entity, sum(c.rows)::bigint as rows, count(*) as sources, min(c.first_snapshot) as first_snapshot,
    max(c.last_snapshot) as last_snapshot
from content($as_of) as c
group by c.entity
order by c.entity
