-- one row per open project in scope that serves nothing
select
    a.dimension, a.project, a.code, a.name, a.programme_name, a.department, a.status, a.rating, a.budget,
    a.reporting_currency as currency, a.mandatory
from aligned_project($as_of, alignment_dimension($as_of, $dimension), $portfolios, $programmes, $departments, $objectives, $ratings) as a
where a.objective is null and a.is_open
order by a.budget desc nulls last, a.name, a.project
