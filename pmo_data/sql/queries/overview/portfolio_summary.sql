-- one row: the projects in scope
with scoped as materialized (
    select
        p.project, p.is_open, p.programme, p.status, p.band, p.is_watermelon, p.reporting_currency, p.currency, p.is_unconverted,
        p.budget, p.approved_budget, p.whole_life_cost, p.forecast_cost, p.actual_cost, p.contingency, p.cost_variance, p.expected_finish,
        p.slip_days, p.percent_complete, p.declared_overall, p.derived_overall, p.cost_variance is not null and p.budget is not null as has_variance
    from valued_project($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as p
),

-- as scope_key has it, without planning the reading of projects once more
scope as (
    select p.project from scoped as p
    union all
    select null where $portfolios is null and $programmes is null and $departments is null and $objectives is null and $ratings is null
),

lines as (
    select
        (select count(*) from risk_at($as_of) as r semi join scope as s on r.project is not distinct from s.project
            where is_open_line(r.status, r.closed_on)) as open_risks,
        (select count(*) from issue_at($as_of) as i semi join scope as s on i.project is not distinct from s.project
            where is_open_line(i.status, i.closed_on)) as open_issues,
        (select count(*) from action_at($as_of) as a semi join scope as s on a.project is not distinct from s.project
            where is_open_line(a.status, a.closed_on) and a.due < status_day($as_of)) as overdue_actions
)

select
    count(p.project) as projects, count(p.project) filter (where p.is_open) as open_projects, count(distinct p.programme) as programmes,
    count(p.project) filter (where p.status = 'proposed') as proposed, count(p.project) filter (where p.status = 'planned') as planned,
    count(p.project) filter (where p.status = 'active') as active, count(p.project) filter (where p.status = 'on_hold') as on_hold,
    count(p.project) filter (where p.status = 'completed') as completed, count(p.project) filter (where p.status = 'cancelled') as cancelled,
    count(p.project) filter (where p.status is null) as status_unknown,
    count(p.project) filter (where p.band = 'green') as green, count(p.project) filter (where p.band = 'amber') as amber,
    count(p.project) filter (where p.band = 'red') as red, count(p.project) filter (where p.band = 'unknown') as unknown,
    count(p.project) filter (where p.is_watermelon and p.is_open) as watermelons,
    any_value(p.reporting_currency) as currency, string_agg(distinct p.currency, ', ' order by p.currency) as currencies,
    count(p.project) filter (where p.is_unconverted) as unconverted,
    sum(p.budget) as budget, count(p.budget) as budget_known,
    sum(p.approved_budget) as approved_budget, count(p.approved_budget) as approved_budget_known,
    sum(p.whole_life_cost) as whole_life_cost, count(p.whole_life_cost) as whole_life_cost_known,
    sum(p.forecast_cost) as forecast_cost, count(p.forecast_cost) as forecast_cost_known,
    sum(p.actual_cost) as actual_cost, count(p.actual_cost) as actual_cost_known,
    sum(p.contingency) as contingency, count(p.contingency) as contingency_known,
    sum(p.cost_variance) as cost_variance,
    percentage(sum(p.cost_variance), sum(p.budget) filter (where p.has_variance)) as cost_variance_pct,
    count(p.project) filter (where p.has_variance) as cost_variance_known,
    count(p.expected_finish) as finish_known, count(p.slip_days) as slip_known,
    count(p.project) filter (where p.slip_days >= t.late_from_days) as late_projects,
    any_value(t.late_from_days) as late_from_days, avg(p.slip_days) as mean_slip_days,
    ratio(sum(p.percent_complete * p.budget), sum(p.budget) filter (where p.percent_complete is not null)) as percent_complete,
    count(p.project) filter (where p.percent_complete is not null and p.budget is not null) as percent_complete_known,
    count(rating_rank(p.declared_overall)) as declared_known,
    coalesce(bool_or(p.declared_overall in ('amber_green', 'amber_red')), false) as has_half_ambers,
    count(rating_rank(p.derived_overall)) as derived_known,
    any_value(l.open_risks) as open_risks, any_value(l.open_issues) as open_issues, any_value(l.overdue_actions) as overdue_actions,
    any_value(t.status_date) as status_date,
    (select max_by(s.snapshot, s.moment) from snapshot as s where s.undone_at is null and s.moment <= $as_of) as snapshot
from lines as l
cross join thresholds($as_of) as t
left join scoped as p on true
