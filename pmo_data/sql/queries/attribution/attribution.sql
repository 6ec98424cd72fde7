-- one row per project and effect between two moments
select
    a.effect, a.project, a.name, a.programme_name, a.before_value, a.after_value, a.change, $measure as measure,
    a.is_unconverted, reporting_currency($as_of) as currency
from attributed($as_of, $compare_with, $measure, $portfolios, $programmes, $departments, $objectives) as a
where $compare_with is not null and ($ratings is null or a.project in (
    select p.project from read_project($as_of) as p where list_contains($ratings, p.rating)
    union
    select p.project from read_project($compare_with) as p where list_contains($ratings, p.rating)
))
order by list_position(['joined', 'left', 'rebaselined', 'currency', 'coverage', 'continuing'], a.effect), abs(a.change) desc, a.name, a.project, a.effect
