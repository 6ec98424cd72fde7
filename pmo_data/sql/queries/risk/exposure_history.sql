-- one row per status date
with scope as (
    select s.project from scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as s
),

lines as (
    select
        m.status_date, m.moment, 'risk' as kind,
        risk_band(t.risk_matrix, r.probability, r.impact) in ('high', 'very_high') as is_high,
        expected_value(probability_pct_of(r.probability_pct, r.probability), r.impact_cost, r.kind) * c.rate as emv
    from status_moment($as_of) as m
    inner join risk as r on m.moment >= r.valid_from and m.moment < r.valid_to
    cross join thresholds($as_of) as t
    left join project_at($as_of) as p on r.project = p.project_key
    left join conversion($as_of) as c on coalesce(r.currency, p.currency) is not distinct from c.from_currency
    where is_open_line(r.status, r.closed_on) and exists (select 1 from scope as s where s.project is not distinct from r.project)
    union all
    select m.status_date, m.moment, 'issue' as kind, false as is_high, null as emv
    from status_moment($as_of) as m
    inner join issue as i on m.moment >= i.valid_from and m.moment < i.valid_to
    where is_open_line(i.status, i.closed_on) and exists (select 1 from scope as s where s.project is not distinct from i.project)
)

select
    m.status_date, m.moment, count(*) filter (where l.kind = 'risk') as open_risks,
    count(*) filter (where l.is_high) as high_risks, sum(l.emv) as emv, count(l.emv) as emv_known,
    reporting_currency($as_of) as currency, count(*) filter (where l.kind = 'issue') as open_issues
from status_moment($as_of) as m
left join lines as l on m.moment = l.moment
group by m.status_date, m.moment
order by m.moment
