-- one row per project in scope
with summed as (
    select
        l.project, max(l.points) filter (where l.dimension = 'completeness') as completeness,
        max(l.points) filter (where l.dimension = 'validity') as validity,
        max(l.points) filter (where l.dimension = 'consistency') as consistency,
        max(l.points) filter (where l.dimension = 'timeliness') as timeliness,
        max(l.points) filter (where l.dimension = 'movement') as movement, sum(l.points) as points,
        sum(l.reasons)::bigint as reasons
    from lost_quality($as_of) as l
    group by l.project
)

select
    p.project_key as project, p.code, p.name, (100 - coalesce(s.points, 0))::double as score,
    (20 - coalesce(s.completeness, 0))::double as completeness, (20 - coalesce(s.validity, 0))::double as validity,
    (20 - coalesce(s.consistency, 0))::double as consistency, (20 - coalesce(s.timeliness, 0))::double as timeliness,
    (20 - coalesce(s.movement, 0))::double as movement, coalesce(s.reasons, 0) as reasons
from project_at($as_of) as p
semi join scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as k on p.project_key = k.project
left join summed as s on p.project_key = s.project
order by score, p.project_key
