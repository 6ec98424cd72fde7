-- one row per open project and reason why it needs attention by itself, without a comparison
create or replace macro project_reason(as_of) as table
with open_project as (
    select p.* from explained_project(as_of) as p where p.is_open
),

late_decision as (
    select d.project, min(d.due) as due, count(*) as decisions, min_by(d.name, d.due) as name
    from decision_at(as_of) as d
    where is_open_line(d.status, coalesce(d.closed_on, d.decided_on)) and d.due < status_day(as_of)
    group by d.project
)

select p.project, 'red' as kind, 50 as weight, s.red_since as since,
    case when p.derived_overall = 'red' then p.derived_rule else 'Declared red. ' || p.derived_rule end as reason
from open_project as p inner join state_since(as_of) as s on p.project = s.project where p.rating = 'red'
union all
select p.project, 'watermelon', 60, s.watermelon_since,
    'Reported ' || replace(p.declared_overall, '_', '/') || ', but the data says ' || p.derived_overall || '. ' || p.derived_rule
from open_project as p inner join state_since(as_of) as s on p.project = s.project where p.is_watermelon
union all
select p.project, 'over_budget', 25, s.over_budget_since, p.derived_cost_rule
from open_project as p inner join state_since(as_of) as s on p.project = s.project where p.derived_cost = 'red'
union all
select p.project, 'gate_overdue', 30, p.overdue_gate_date, p.overdue_gate || ' is overdue by ' || p.gate_overdue_days || ' days.'
from open_project as p where p.gate_overdue_days > 0
union all
select d.project, 'decision_overdue', 40, d.due,
    d.name || ' was due ' || (status_day(as_of) - d.due) || ' days ago'
    || case when d.decisions > 1 then ', and ' || (d.decisions - 1) || ' more.' else '.' end
from late_decision as d semi join open_project as p on d.project = p.project
union all
select p.project, 'stale', 20, s.stale_since, p.derived_data_rule
from open_project as p inner join state_since(as_of) as s on p.project = s.project where p.derived_data in ('amber', 'red');
