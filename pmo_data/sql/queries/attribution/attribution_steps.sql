-- one row per step from the earlier total to the later one
with scope as (
    select s.*
    from money_step($as_of, $compare_with, $measure, $portfolios, $programmes, $departments, $objectives) as s
    where $compare_with is not null and ($ratings is null or s.project in (
        select p.project from read_project($as_of) as p where list_contains($ratings, p.rating)
        union
        select p.project from read_project($compare_with) as p where list_contains($ratings, p.rating)
    ))
),

step as (
    select
        e.step, coalesce(sum(s.amount), 0) as amount,
        case when e.step in ('before', 'after') then count(s.amount) else count(distinct s.project) end as projects,
        count(*) filter (where e.step = 'before' and s.is_unconverted) as unconverted
    from (select unnest(['before', 'joined', 'left', 'rebaselined', 'currency', 'coverage', 'continuing', 'after']) as step) as e
    left join scope as s on e.step = s.step
    group by e.step
)

select
    t.step, t.amount, t.projects, $measure as measure, status_day($compare_with) as date_before, status_day($as_of) as date_after,
    max(t.unconverted) over () as unconverted, reporting_currency($as_of) as currency
from step as t
where $compare_with is not null
order by list_position(['before', 'joined', 'left', 'rebaselined', 'currency', 'coverage', 'continuing', 'after'], t.step)
