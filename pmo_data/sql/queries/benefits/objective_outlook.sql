-- one row per objective: the line of sight from its benefits through projects and dependencies to risks
with scoped as materialized (
    select p.* from valued_project($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as p
),

promise as (
    select
        b.objective, b.benefit_key, b.project, (b.target_value * c.rate)::decimal(18, 2) as worth, b.due, p.rating, p.expected_finish,
        p.is_open and p.expected_finish > b.due as lands_late, p.is_open and p.rating = 'red' as on_red
    from benefit_at($as_of) as b
    inner join scoped as p on b.project = p.project
    left join conversion($as_of) as c on coalesce(b.currency, p.currency) is not distinct from c.from_currency
),

promised as (
    select
        m.objective, count(*) as benefits, sum(m.worth) as worth, sum(m.worth) filter (where m.lands_late) as late_worth,
        sum(m.worth) filter (where m.on_red) as red_worth, count(*) filter (where m.lands_late) as late_benefits,
        max(m.expected_finish - m.due) filter (where m.lands_late) as latest_days
    from promise as m
    group by m.objective
),

serves as (
    select distinct c.objective, c.project from contribution_at($as_of) as c where coalesce(c.strength, 1) > 0
),

conflict as (
    select d.successor_project as project, count(*) as conflicts
    from named_dependency($as_of, null) as d
    where d.crosses_projects and d.conflict_days > 0 and coalesce(d.status, '') not in ('completed', 'cancelled', 'delivered')
    group by 1
),

carried as (
    select
        s.objective, count(*) as projects, count(*) filter (where p.rating = 'red' and p.is_open) as red_projects,
        sum(r.emv) as emv, sum(r.high_risks) as high_risks, sum(d.conflicts) as conflicts,
        sum(p.budget) as budget
    from serves as s
    inner join scoped as p on s.project = p.project
    left join risk_fact($as_of) as r on s.project = r.project
    left join conflict as d on s.project = d.project
    group by s.objective
)

select
    o.objective, o.name, o.weight_share_pct, o.owner, o.target, coalesce(m.benefits, 0) as benefits, m.worth, m.late_worth, m.red_worth,
    coalesce(m.late_benefits, 0) as late_benefits, m.latest_days, coalesce(c.projects, 0) as projects,
    coalesce(c.red_projects, 0) as red_projects, c.emv, coalesce(c.high_risks, 0)::bigint as high_risks,
    coalesce(c.conflicts, 0)::bigint as conflicts, c.budget, percentage(m.late_worth, m.worth) as late_pct, reporting_currency($as_of) as currency
from weighted_objective($as_of) as o
left join promised as m on o.objective = m.objective
left join carried as c on o.objective = c.objective
where m.objective is not null or c.objective is not null or ($portfolios is null and $programmes is null and $departments is null and $objectives is null and $ratings is null)
order by m.late_worth desc nulls last, m.red_worth desc nulls last, o.name, o.objective
