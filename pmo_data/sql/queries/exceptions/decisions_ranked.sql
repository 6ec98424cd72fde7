-- one row per open decision, and per request of a status report that no open decision answers
with scoped as materialized (
    select p.project, p.name, p.rating, p.is_open, p.reporting_currency, p.rate, p.budget, p.expected_finish, p.cost_variance, p.sponsor
    from valued_project($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as p
),

earlier as (
    select r.project, r.expected_finish, r.rating, r.cost_variance * r.rate as cost_variance from reading_at($compare_with) as r
),

asked as (
    select
        'decision' as kind, d.decision_key as decision, d.name as ask, d.project, d.options, d.owner, d.raised_on, d.due, d.cost_of_waiting,
        d.at_stake
    from decision_at($as_of) as d
    inner join scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as k on d.project is not distinct from k.project
    where is_open_line(d.status, coalesce(d.closed_on, d.decided_on))
    union all
    select 'request', null, r.ask, r.project, null, p.sponsor, r.report_date, null, null, null
    from status_report_at($as_of) as r
    inner join scoped as p on r.project = p.project
    where r.ask is not null and p.is_open and not exists (
        select 1 from decision_at($as_of) as d where d.project = r.project
    ) and r.report_date = (select max(l.report_date) from status_report_at($as_of) as l where l.project = r.project)
),

weighed as (
    select
        a.*, p.name as project_name, p.rating, p.is_open, p.reporting_currency as currency,
        coalesce(a.at_stake * coalesce(p.rate, 1), p.budget) as stake,
        case when a.at_stake is not null then 'stated' when p.budget is not null then 'project budget' end as stake_basis,
        p.expected_finish - e.expected_finish as finish_moved_days, p.cost_variance - e.cost_variance as cost_moved,
        rating_rank(p.rating) - rating_rank(e.rating) as rating_steps,
        status_day($as_of) - a.due as days_past
    from asked as a
    left join scoped as p on a.project = p.project
    left join earlier as e on a.project = e.project
),

factored as (
    select
        w.*,
        1 + greatest(coalesce(w.finish_moved_days, 0), 0) / 30.0 + greatest(-coalesce(w.rating_steps, 0), 0)
        + greatest(coalesce(w.cost_moved, 0), 0) / nullif(greatest(w.stake, 1), 0) as movement_factor,
        case when w.days_past is null then 1 when w.days_past > 0 then 3 when w.days_past > -14 then 2 when w.days_past > -35 then 1.5 else 1 end
            as due_factor,
        case when coalesce(w.is_open, true) then 1 else 0.05 end as open_factor
    from weighed as w
)

select
    f.kind, f.decision, f.ask, f.project, f.project_name, f.rating, f.options, f.owner, f.raised_on, f.due,
    case when f.days_past > 0 then f.days_past end as overdue_days, f.stake as at_stake, f.stake_basis as at_stake_basis,
    f.cost_of_waiting, f.finish_moved_days, f.cost_moved, f.rating_steps, f.movement_factor, f.due_factor,
    coalesce(f.stake, 0) * f.movement_factor * f.due_factor * f.open_factor as urgency, f.currency
from factored as f
order by f.kind, urgency desc, f.due nulls last, f.ask, f.project
limit $limit
