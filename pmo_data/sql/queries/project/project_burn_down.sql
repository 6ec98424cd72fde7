-- one row per status date and kind of register line the project ever had: lines open and closed then
with version as (
    select 'risk' as kind, r.key, r.status, r.closed_on, r.valid_from, r.valid_to from risk as r where r.project = $project
    union all
    select 'issue', i.key, i.status, i.closed_on, i.valid_from, i.valid_to from issue as i where i.project = $project
    union all
    select 'assumption', a.key, a.status, a.closed_on, a.valid_from, a.valid_to from assumption as a where a.project = $project
    union all
    select 'decision', d.key, d.status, coalesce(d.closed_on, d.decided_on), d.valid_from, d.valid_to
    from decision as d where d.project = $project
    union all
    select 'action', t.key, t.status, t.closed_on, t.valid_from, t.valid_to from action as t where t.project = $project
),

kept as (
    select m.status_date, m.moment, k.kind
    from status_moment($as_of) as m
    cross join (select distinct v.kind from version as v where v.valid_from <= $as_of) as k
)

select
    k.status_date, k.moment, k.kind, count(v.key) filter (where is_open_line(v.status, v.closed_on)) as open_lines,
    count(v.key) filter (where not is_open_line(v.status, v.closed_on)) as closed_lines
from kept as k
left join version as v on k.kind = v.kind and k.moment >= v.valid_from and k.moment < v.valid_to
group by k.status_date, k.moment, k.kind
order by k.moment, list_position(['risk', 'issue', 'assumption', 'decision', 'action'], k.kind)
