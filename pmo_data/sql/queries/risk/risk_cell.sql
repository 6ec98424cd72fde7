-- one row per open risk in one cell of the matrix
select
    r.risk_key as risk, r.code, r.name, r.project, s.project_name, r.owner, r.kind, r.cell_probability as probability,
    r.cell_impact as impact, r.band, coalesce(r.score, r.cell_probability * r.cell_impact) as score, r.reporting_emv as emv,
    reporting_currency($as_of) as currency, r.response, r.mitigation, r.raised_on, r.due, r.reviewed_on, r.age_days,
    r.overdue, r.import_id, r.sheet, r.row_number
from scored_risk($as_of, $scores) as r
inner join scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as s on r.project is not distinct from s.project
where r.is_open
    and case
        when $probability is null or $impact is null then r.cell_probability is null or r.cell_impact is null
        else r.cell_probability = $probability and r.cell_impact = $impact
    end
order by emv desc nulls last, score desc nulls last, r.name, r.risk_key
