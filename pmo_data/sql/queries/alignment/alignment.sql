-- one row per project and objective it serves
select
    a.dimension, a.objective, a.objective_name, a.weight_share_pct, a.project, a.name as project_name, a.programme_name,
    a.strength, a.share_pct, a.share_basis, a.budget, a.money, a.reporting_currency as currency, a.rating,
    a.alignment_score
from aligned_project($as_of, alignment_dimension($as_of, $dimension), $portfolios, $programmes, $departments, $objectives, $ratings) as a
order by a.weight_share_pct desc nulls last, a.objective_name nulls last, a.objective, a.money desc nulls last, a.name, a.project
