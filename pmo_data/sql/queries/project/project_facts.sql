-- one row: the project
with planned as (
    select
        count(*) as tasks, count(*) filter (where t.done_pct = 100) as done_tasks,
        count(*) filter (where is_open_line(t.status, t.actual_finish) and coalesce(t.done_pct, 0) < 100
            and t.finish < status_day($as_of)) as late_tasks,
        count(*) filter (where t.is_milestone) as milestones,
        count(*) filter (where t.is_milestone and coalesce(t.done_pct, 0) < 100 and t.finish < status_day($as_of)) as missed_milestones
    from leaf_task($as_of) as t
    where t.project = $project
),

next_one as (
    select
        coalesce(t.forecast_finish, t.planned_finish, t.forecast_start, t.planned_start) as next_milestone_date, t.name as next_milestone
    from task_at($as_of) as t
    where t.project = $project and coalesce(t.milestone, t.duration_days = 0, false) and t.actual_finish is null
        and coalesce(t.percent_complete, 0) < 100
        and coalesce(t.forecast_finish, t.planned_finish, t.forecast_start, t.planned_start) >= status_day($as_of)
    order by 1, 2
    limit 1
),

line as (
    select
        count(*) filter (where l.kind = 'issue') as open_issues, count(*) filter (where l.kind = 'decision') as open_decisions,
        count(*) filter (where l.kind = 'action' and l.overdue_days is not null) as overdue_actions
    from raid_line($as_of) as l
    where l.project = $project and l.is_open
)

select
    p.project, p.code, p.name, p.description, p.portfolio, coalesce(f.name, p.portfolio) as portfolio_name, p.programme,
    p.programme_name, p.department, p.category, p.location, p.client, p.stage, p.status, p.sponsor, p.manager, p.team, p.priority,
    p.mandatory, p.rating, p.rating_reason, p.declared_overall, p.declared_word, p.declared_schedule, p.declared_cost,
    p.declared_scope, p.declared_benefits, p.declared_resource, p.declared_risk, p.derived_overall, p.derived_schedule,
    p.derived_schedule_rule, p.derived_cost, p.derived_cost_rule, p.derived_benefits, p.derived_benefits_rule, p.derived_risk,
    p.derived_risk_rule, p.derived_resource, p.derived_resource_rule, p.derived_governance, p.derived_governance_rule,
    p.derived_data, p.derived_data_rule, p.watermelon_gap, p.baseline_start, p.baseline_finish, p.forecast_start,
    p.forecast_finish, p.actual_start, p.actual_finish, p.slip_days, p.slip_pct, p.percent_complete, p.percent_complete_basis,
    p.approved_budget, p.whole_life_cost, p.budget, p.budget_basis, p.forecast_cost, p.actual_cost, p.contingency,
    p.cost_variance, p.cost_variance_pct, p.year_baseline, p.year_forecast, p.year_variance_pct, p.currency, p.price_base,
    p.price_year, p.approved_on, p.updated_on, p.data_age_days, p.status_comment, p.schedule_comment, p.cost_comment, t.tasks,
    t.done_tasks, t.late_tasks, t.milestones, t.missed_milestones, n.next_milestone, n.next_milestone_date,
    coalesce(p.open_risks, 0) as open_risks, coalesce(p.high_risks, 0) as high_risks, l.open_issues, l.open_decisions,
    l.overdue_actions, (select count(*) from contribution_at($as_of) as c where c.project = $project) as objectives,
    (select count(distinct a.person) from assignment_at($as_of) as a where a.project = $project) as people,
    (select count(*) from project_at($as_of) as o where lower(o.manager) = lower(p.manager) and is_open_line(o.status, o.actual_finish))
    as leader_projects, (select h.leads_most_projects from thresholds($as_of) as h) as leads_most_projects,
    to_json(p.extra)::varchar as extra, to_json(p.absent)::varchar as absent, to_json(p.original)::varchar as original,
    to_json(p.carried)::varchar as carried, p.source, p.import_id, p.sheet, p.row_number, i.file_name, p.status_date
from scoped_project($as_of, null, null, null, null, null) as p
cross join planned as t
cross join line as l
left join next_one as n on true
left join portfolio_at($as_of) as f on p.portfolio = f.portfolio_key
left join import_file as i on p.import_id = i.import_id
where p.project = $project
