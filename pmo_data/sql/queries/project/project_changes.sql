-- one row per thing added or removed and per value that differs between two moments
with before as (
    select v.* from project_value($compare_with, $project) as v
),

after as (
    select v.* from project_value($as_of, $project) as v
),

old_item as (
    select distinct b.entity, b.item from before as b
),

new_item as (
    select distinct a.entity, a.item from after as a
),

compared as (
    select
        coalesce(a.entity, b.entity) as entity, coalesce(a.item, b.item) as item, coalesce(a.name, b.name) as name,
        coalesce(a.field, b.field) as field, b.value as before, a.value as after, o.item is null as is_added, n.item is null as is_removed
    from after as a
    full join before as b on a.entity = b.entity and a.item = b.item and a.field = b.field
    left join old_item as o on coalesce(a.entity, b.entity) = o.entity and coalesce(a.item, b.item) = o.item
    left join new_item as n on coalesce(a.entity, b.entity) = n.entity and coalesce(a.item, b.item) = n.item
    where a.value is distinct from b.value
)

select distinct
    c.entity, c.item, c.name,
    case when c.is_added then 'added' when c.is_removed then 'removed' else 'changed' end as kind,
    case when not c.is_added and not c.is_removed then c.field end as field,
    case when not c.is_added and not c.is_removed then c.before end as before,
    case when not c.is_added and not c.is_removed then c.after end as after
from compared as c
where not (c.field like '%\_key' escape '\')
order by
    list_position(
        ['project', 'gate', 'task', 'risk', 'issue', 'decision', 'action', 'benefit', 'assumption', 'contribution', 'assignment',
         'dependency'], c.entity
    ), c.item, field nulls first
