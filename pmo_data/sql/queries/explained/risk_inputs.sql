-- explained/risk_inputs
-- one row per open risk in scope, with its expected value in the reporting currency
select
    r.risk_key as risk, r.code, r.name, r.project, s.project_name, r.owner, r.kind, r.probability, r.impact, r.band,
    coalesce(r.band in ('high', 'very_high'), false) as is_high, probability_pct_of(r.probability_pct, r.probability) as probability_pct,
    r.impact_cost, r.currency as own_currency, r.reporting_emv as emv, reporting_currency($as_of) as currency,
    r.import_id, r.sheet, r.row_number
from valued_risk($as_of) as r
inner join scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as s on r.project is not distinct from s.project
where r.is_open and ($project is null or r.project = $project)
order by abs(r.reporting_emv) desc nulls last, r.name, r.risk_key
