-- one row per project in scope and reason
with scoped as materialized (
    select p.project, p.code, p.name, p.programme_name, p.manager, p.rating, p.expected_finish, p.is_open, p.status_date,
        (p.budget * p.rate)::decimal(18, 2) as at_stake, p.reporting_currency
    from read_project($as_of) as p
    semi join scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as s on p.project = s.project
),

before as (
    select r.project, r.rating, r.expected_finish, r.status_date
    from reading as r
    where r.moment = coalesce(
        (select max(s.moment) from snapshot as s where s.undone_at is null and s.moment <= $compare_with),
        (select max(m.moment) from status_moment($as_of) as m where m.status_date < status_day($as_of))
    )
),

reason as (
    select r.project, r.kind, r.weight, r.since, r.reason from project_reason($as_of) as r
    union all
    select p.project, 'worsened', 35, b.status_date,
        'From ' || replace(b.rating, '_', '/') || ' to ' || replace(p.rating, '_', '/') || ' since ' || strftime(b.status_date, '%-d %b %Y') || '.'
    from scoped as p inner join before as b on p.project = b.project
    where p.is_open and rating_rank(b.rating) - rating_rank(p.rating) > (b.rating in ('amber_green', 'amber_red'))::integer
    union all
    select p.project, 'slipped', 30, b.status_date,
        'The finish moved ' || (p.expected_finish - b.expected_finish) || ' days later since ' || strftime(b.status_date, '%-d %b %Y') || '.'
    from scoped as p inner join before as b on p.project = b.project cross join thresholds($as_of) as t
    where p.is_open and p.expected_finish - b.expected_finish >= t.slip_month_days
),

weighed as (
    select
        p.*, r.kind, r.since, r.reason, r.weight * (1 + coalesce(ratio(p.at_stake, max(p.at_stake) over ()), 0)) as severity
    from reason as r
    inner join scoped as p on r.project = p.project
),

summed as (
    select w.*, sum(w.severity) over (partition by w.project) as total, count(*) over (partition by w.project) as reasons from weighed as w
)

select
    s.project, s.code, s.name, s.programme_name, s.manager, s.kind, s.reason, s.since, s.status_date - s.since as age_days,
    s.at_stake, s.reporting_currency as currency, s.rating, s.severity, s.reasons,
    dense_rank() over (order by (s.rating = 'red') desc, s.total desc, s.project) as project_rank
from summed as s
order by project_rank, s.severity desc, s.kind
limit $limit
