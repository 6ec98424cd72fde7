-- one row per risk: open or not, its scores and band, its expected value in the reporting currency, its age
create or replace macro valued_risk(as_of) as table
select
    r.* exclude (currency),
    coalesce(r.currency, p.currency) as currency,
    is_open_line(r.status, r.closed_on) as is_open,
    risk_band(s.risk_matrix, r.probability, r.impact) as band,
    expected_value(probability_pct_of(r.probability_pct, r.probability), r.impact_cost, r.kind) as emv,
    expected_value(probability_pct_of(r.probability_pct, r.probability), r.impact_cost, r.kind) * c.rate as reporting_emv,
    s.status_date - r.raised_on as age_days,
    s.status_date - coalesce(r.reviewed_on, r.raised_on) > s.review_days as review_is_old,
    is_open_line(r.status, r.closed_on) and coalesce(r.due < s.status_date, false) as overdue,
    case when is_open_line(r.status, r.closed_on) and r.due < s.status_date then s.status_date - r.due end as overdue_days,
    s.status_date
from risk_at(as_of) as r
cross join thresholds(as_of) as s
left join project_at(as_of) as p on r.project = p.project_key
left join conversion(as_of) as c on coalesce(r.currency, p.currency) is not distinct from c.from_currency;
