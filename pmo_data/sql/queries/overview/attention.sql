-- one row per project in scope and reason
with scoped as materialized (
    select p.project, p.code, p.name, p.programme_name, p.manager, p.rating, p.expected_finish, p.is_open, p.status_date,
        (p.budget * p.rate)::decimal(18, 2) as at_stake, p.reporting_currency
    from chosen_project($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as p
),

before as (
    select r.project, r.rating, r.expected_finish, r.status_date
    from reading as r
    where r.moment = coalesce(
        latest_moment($compare_with),
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

felt as materialized (
    select r.project, r.kind, r.since, r.reason, r.weight, p.rating, p.at_stake
    from reason as r inner join scoped as p on r.project = p.project
),

weighed as (
    select
        f.project, f.kind, f.since, f.reason, f.rating,
        f.weight * (1 + coalesce(ratio(f.at_stake, (select max(m.at_stake) from felt as m)), 0)) as severity
    from felt as f
),

-- ranked before the words are carried along: of thousands of projects only the first are read
ranked as (
    select
        w.project, count(*) as reasons, row_number() over (order by (any_value(w.rating) = 'red') desc, round(sum(w.severity), 6) desc, w.project) as project_rank
    from weighed as w
    group by w.project
)

select
    p.project, p.code, p.name, p.programme_name, p.manager, w.kind, w.reason, w.since, p.status_date - w.since as age_days,
    p.at_stake, p.reporting_currency as currency, p.rating, w.severity, r.reasons, r.project_rank
from ranked as r
inner join weighed as w on r.project = w.project
inner join scoped as p on r.project = p.project
where $limit is null or r.project_rank <= $limit
order by r.project_rank, w.severity desc, w.kind
