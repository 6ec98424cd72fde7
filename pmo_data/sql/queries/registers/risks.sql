-- one row per risk in scope
select
    r.risk_key as risk, r.code, r.name, r.project, s.project_name, r.owner, r.status, r.is_open, r.kind, r.category,
    r.probability, r.impact, coalesce(r.score, r.probability * r.impact) as score, r.band, r.probability_pct,
    r.impact_cost, r.emv, r.currency, r.inherent_probability, r.inherent_impact, r.residual_probability,
    r.residual_impact, r.target_probability, r.target_impact, r.response, r.mitigation, r.raised_on, r.due,
    r.reviewed_on, r.closed_on, r.age_days, r.overdue, r.objective, r.comment, r.source, r.import_id, r.sheet, r.row_number
from valued_risk($as_of) as r
inner join scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as s on r.project is not distinct from s.project
order by r.is_open desc, score desc nulls last, r.emv desc nulls last, r.project, r.row_number, r.risk_key
limit $limit
