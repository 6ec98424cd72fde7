-- one row per entity and source with rows in force: how many, and which snapshots they come from
create or replace macro content(as_of) as table
with held as (
    select 'project' as entity, r.source, r.snapshot from project_at(as_of) as r
    union all
    select 'objective' as entity, r.source, r.snapshot from objective_at(as_of) as r
    union all
    select 'portfolio' as entity, r.source, r.snapshot from portfolio_at(as_of) as r
    union all
    select 'programme' as entity, r.source, r.snapshot from programme_at(as_of) as r
    union all
    select 'contribution' as entity, r.source, r.snapshot from contribution_at(as_of) as r
    union all
    select 'benefit' as entity, r.source, r.snapshot from benefit_at(as_of) as r
    union all
    select 'benefit_period' as entity, r.source, r.snapshot from benefit_period_at(as_of) as r
    union all
    select 'exchange_rate' as entity, r.source, r.snapshot from exchange_rate_at(as_of) as r
    union all
    select 'task' as entity, r.source, r.snapshot from task_at(as_of) as r
    union all
    select 'dependency' as entity, r.source, r.snapshot from dependency_at(as_of) as r
    union all
    select 'gate' as entity, r.source, r.snapshot from gate_at(as_of) as r
    union all
    select 'calendar' as entity, r.source, r.snapshot from calendar_at(as_of) as r
    union all
    select 'person' as entity, r.source, r.snapshot from person_at(as_of) as r
    union all
    select 'assignment' as entity, r.source, r.snapshot from assignment_at(as_of) as r
    union all
    select 'risk' as entity, r.source, r.snapshot from risk_at(as_of) as r
    union all
    select 'issue' as entity, r.source, r.snapshot from issue_at(as_of) as r
    union all
    select 'assumption' as entity, r.source, r.snapshot from assumption_at(as_of) as r
    union all
    select 'decision' as entity, r.source, r.snapshot from decision_at(as_of) as r
    union all
    select 'action' as entity, r.source, r.snapshot from action_at(as_of) as r
    union all
    select 'budget_period' as entity, r.source, r.snapshot from budget_period_at(as_of) as r
    union all
    select 'cost_period' as entity, r.source, r.snapshot from cost_period_at(as_of) as r
    union all
    select 'status_report' as entity, r.source, r.snapshot from status_report_at(as_of) as r
    union all
    select 'stakeholder' as entity, r.source, r.snapshot from stakeholder_at(as_of) as r
    union all
    select 'comment' as entity, r.source, r.snapshot from comment_at(as_of) as r
    union all
    select 'setting' as entity, r.source, r.snapshot from setting_at(as_of) as r
)

select h.entity, h.source, count(*) as rows, min(h.snapshot) as first_snapshot, max(h.snapshot) as last_snapshot
from held as h
group by h.entity, h.source;
