-- one row per measure of a page: of how many projects in scope what it needs is known
create or replace macro known_of(as_of, portfolios, programmes, departments, objectives, ratings) as table
with scope as materialized (
    select s.project from scope_key(as_of, portfolios, programmes, departments, objectives, ratings) as s where s.project is not null
),

fact as (
    select
        count(*) as total, count(rating_rank(p.declared_overall)) as declared, count(rating_rank(p.derived_overall)) as derived,
        count(p.status) as status,
        count(*) filter (where p.rate is not null or coalesce(p.budget, p.forecast_cost, p.actual_cost) is null) as converted, count(p.budget) as budget, count(p.forecast_cost) as forecast,
        count(p.actual_cost) as actual, count(p.cost_variance) as cost, count(p.expected_finish) as finish,
        count(p.baseline_finish) as baseline, count(p.slip_days) as slip, count(p.percent_complete) as progress,
        count(coalesce(p.forecast_start, p.actual_start, p.baseline_start)) as start, count(p.contingency) as contingency,
        count(p.manager) as manager, count(p.banded_risks) filter (where p.banded_risks > 0) as scored,
        count(p.reporting_emv) as emv, count(p.open_risks) as risks, count(p.gates) as gates,
        count(coalesce(p.programme, p.department, p.category)) as grouped,
        count(*) filter (where p.expected_finish is not null and coalesce(p.forecast_start, p.actual_start, p.baseline_start) is not null) as dated
    from read_project(as_of) as p semi join scope as s on p.project = s.project
),

plan as (
    select t.project, coalesce(bool_or(is_a_milestone(t.milestone, t.duration_days)), false) as has_milestones
    from task_at(as_of) as t semi join scope as s on t.project = s.project
    group by t.project
),

planned as (
    select count(*) as tasks, count(*) filter (where p.has_milestones) as milestones from plan as p
),

held as (
    select
        (select count(distinct c.project) from contribution_at(as_of) as c semi join scope as s on c.project = s.project) as serving,
        (select count(distinct b.project) from budget_period_at(as_of) as b semi join scope as s on b.project = s.project) as periods,
        (select count(distinct c.project) from cost_period_at(as_of) as c semi join scope as s on c.project = s.project) as costs,
        (select count(distinct a.project) from assignment_at(as_of) as a semi join scope as s on a.project = s.project) as people,
        (select count(distinct b.project) from benefit_at(as_of) as b semi join scope as s on b.project = s.project) as benefits,
        (select count(distinct r.project) from status_report_at(as_of) as r semi join scope as s on r.project = s.project) as reports,
        (select count(distinct d.project) from decision_at(as_of) as d semi join scope as s on d.project = s.project) as decisions,
        (select count(distinct b.project) from benefit_at(as_of) as b semi join scope as s on b.project = s.project
            where b.benefit_key in (select p.benefit from benefit_period_at(as_of) as p)) as profiles,
        (select count(distinct l.project) from (
            select unnest([d.predecessor_project, d.successor_project]) as project from dependency_at(as_of) as d
            where d.predecessor_project <> d.successor_project
        ) as l semi join scope as s on l.project = s.project) as linked,
        (select count(distinct i.project) from issue_at(as_of) as i semi join scope as s on i.project = s.project) as issues
)

select f.*, h.*, p.tasks, p.milestones from fact as f cross join held as h cross join planned as p;
