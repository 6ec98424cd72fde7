-- one row per cell of the matrix
with scored as (
    select r.*
    from scored_risk($as_of, $scores) as r
    semi join scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as s on r.project is not distinct from s.project
    where r.is_open
),

cell as (
    select p.place as probability, i.place as impact, risk_band(t.risk_matrix, p.place, i.place) as band
    from (select unnest(range(1, 6)) as place) as p
    cross join (select unnest(range(1, 6)) as place) as i
    cross join thresholds($as_of) as t
),

counted as (
    select
        r.cell_probability as probability, r.cell_impact as impact, count(*) as risks,
        count(*) filter (where coalesce(r.kind, 'threat') = 'threat') as threats,
        count(*) filter (where r.kind = 'opportunity') as opportunities, sum(r.reporting_emv) as emv
    from scored as r
    where r.cell_probability is not null and r.cell_impact is not null
    group by 1, 2
)

select
    c.probability, c.impact, c.band, coalesce(n.risks, 0) as risks, coalesce(n.threats, 0) as threats,
    coalesce(n.opportunities, 0) as opportunities, n.emv, reporting_currency($as_of) as currency,
    (select count(*) from scored as r where r.cell_probability is not null and r.cell_impact is not null) as rated,
    (select count(*) from scored) as total
from cell as c
left join counted as n on c.probability = n.probability and c.impact = n.impact
order by c.probability desc, c.impact
