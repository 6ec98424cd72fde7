-- one row per step from the earlier total to the later one
with scope as materialized (
    select c.*
    from compared_money($as_of, $compare_with, $measure, $portfolios, $programmes, $departments, $objectives) as c
    where $compare_with is not null and ($ratings is null or c.project in (
        select p.project from read_project($as_of) as p where list_contains($ratings, p.rating)
        union
        select p.project from read_project($compare_with) as p where list_contains($ratings, p.rating)
    ))
),

step as (
    select 'before' as step, coalesce(sum(s.before_value), 0) as amount, count(s.before_value) as projects from scope as s
    union all
    select e.effect, coalesce(sum(a.change), 0), count(distinct a.project)
    from (select unnest(['joined', 'left', 'rebaselined', 'currency', 'coverage', 'continuing']) as effect) as e
    left join (
        select a.*
        from attributed($as_of, $compare_with, $measure, $portfolios, $programmes, $departments, $objectives) as a
        semi join scope as s on a.project = s.project
    ) as a on e.effect = a.effect
    group by e.effect
    union all
    select 'after', coalesce(sum(s.after_value), 0), count(s.after_value) from scope as s
)

select
    t.step, t.amount, t.projects, $measure as measure, status_day($compare_with) as date_before, status_day($as_of) as date_after,
    (select count(*) from scope as s where s.is_unconverted) as unconverted, reporting_currency($as_of) as currency
from step as t
where $compare_with is not null
order by list_position(['before', 'joined', 'left', 'rebaselined', 'currency', 'coverage', 'continuing', 'after'], t.step)
