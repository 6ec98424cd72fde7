-- one row per pair of declared ratings before and after
with after as (
    select s.project, coalesce(p.declared_overall, 'unknown') as rating, p.name
    from scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as s
    inner join project_at($as_of) as p on s.project = p.project_key
),

before as (
    select coalesce(n.project, s.project) as project, coalesce(p.declared_overall, 'unknown') as rating, p.name
    from scope_key($compare_with, $portfolios, $programmes, $departments, $objectives, null) as s
    inner join project_at($compare_with) as p on s.project = p.project_key
    left join renamed_project($compare_with, $as_of) as n on s.project = n.was
    where $ratings is null or coalesce(n.project, s.project) in (select a.project from after as a)
),

scale as (
    select
        coalesce((select bool_or(b.rating in ('amber_red', 'amber_green')) from before as b), false)
        <> coalesce((select bool_or(a.rating in ('amber_red', 'amber_green')) from after as a), false) as has_changed
)

select
    coalesce(b.rating, 'joined') as before,
    coalesce(a.rating, 'left') as after,
    case
        when b.rating is null then 'joined' when a.rating is null then 'left' when a.rating = b.rating then 'same'
        when s.has_changed and abs(rating_rank(a.rating) - rating_rank(b.rating)) = 1 then 'rescaled'
        when rating_rank(a.rating) > rating_rank(b.rating) then 'improved'
        when rating_rank(a.rating) < rating_rank(b.rating) then 'worsened' else 'not comparable'
    end as direction,
    count(*) as projects,
    list(coalesce(a.name, b.name) order by coalesce(a.name, b.name)) as names
from after as a
full join before as b on a.project = b.project
cross join scale as s
where $compare_with is not null
group by 1, 2, 3
order by rating_rank(before) desc nulls last, before, rating_rank(after) desc nulls last, after
