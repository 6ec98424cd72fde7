-- one row per project in scope with open risks (NULL for risks that name none)
with issue as (
    select i.project, count(*) as open_issues
    from issue_at($as_of) as i where is_open_line(i.status, i.closed_on) group by i.project
)

select
    r.project, p.code, coalesce(p.name, r.project) as name, p.programme_name, p.rating, r.open_risks, r.high_risks,
    r.threats, r.opportunities, r.emv, r.emv_known, reporting_currency($as_of) as currency,
    (p.contingency * p.rate)::decimal(18, 2) as contingency, exposure_pct(r.emv, p.contingency * p.rate) as exposure_pct,
    r.oldest_days, r.never_reviewed, r.not_reviewed_lately, r.overdue_risks, coalesce(i.open_issues, 0) as open_issues,
    r.mean_score
from risk_fact($as_of) as r
semi join scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as s on r.project is not distinct from s.project
left join read_project($as_of) as p on r.project = p.project
left join issue as i on r.project is not distinct from i.project
order by r.emv desc nulls last, r.high_risks desc, r.open_risks desc, name, r.project
