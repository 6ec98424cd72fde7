-- one row per open decision in scope
with asked as (
    select
        d.*, p.name as project_name, p.rating, p.reporting_currency,
        coalesce(d.at_stake * coalesce(p.rate, 1), p.budget) as stake,
        case when d.at_stake is not null then 'stated' when p.budget is not null then 'project budget' end as stake_basis,
        status_day($as_of) - d.due as days_past
    from decision_at($as_of) as d
    inner join scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as k on d.project is not distinct from k.project
    left join valued_project($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as p on d.project = p.project
    where is_open_line(d.status, coalesce(d.closed_on, d.decided_on))
)

select
    a.decision_key as decision, a.name, a.project, a.project_name, a.options, a.owner, a.due,
    case when a.days_past > 0 then a.days_past end as overdue_days, a.stake as at_stake, a.stake_basis as at_stake_basis,
    a.reporting_currency as currency, a.cost_of_waiting, a.rating,
    ln(1 + coalesce(a.stake, 0)) * (6 - coalesce(rating_rank(a.rating), 4))
    * case when a.days_past is null then 1 when a.days_past > 0 then 3 when a.days_past > -30 then 2 else 1 end as urgency,
    a.comment
from asked as a
order by urgency desc, a.due nulls last, a.name, a.decision_key
limit $limit
