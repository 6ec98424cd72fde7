-- one row per thing that belongs to a project, and field that has a value
create or replace macro project_value(as_of, of_project) as table
with thing as (
    select 'project' as entity, t.project_key as item, t.name, to_json(t) as body from project_at(as_of) as t where t.project_key = of_project
    union all
    select 'task', t.task_key, t.name, to_json(t) from task_at(as_of) as t where t.project = of_project
    union all
    select 'risk', t.risk_key, t.name, to_json(t) from risk_at(as_of) as t where t.project = of_project
    union all
    select 'issue', t.issue_key, t.name, to_json(t) from issue_at(as_of) as t where t.project = of_project
    union all
    select 'assumption', t.assumption_key, t.name, to_json(t) from assumption_at(as_of) as t where t.project = of_project
    union all
    select 'decision', t.decision_key, t.name, to_json(t) from decision_at(as_of) as t where t.project = of_project
    union all
    select 'action', t.action_key, t.name, to_json(t) from action_at(as_of) as t where t.project = of_project
    union all
    select 'gate', t.gate_key, t.name, to_json(t) from gate_at(as_of) as t where t.project = of_project
    union all
    select 'benefit', t.benefit_key, t.name, to_json(t) from benefit_at(as_of) as t where t.project = of_project
    union all
    select 'contribution', t.contribution_key, t.objective, to_json(t) from contribution_at(as_of) as t where t.project = of_project
    union all
    select 'assignment', t.assignment_key, t.person, to_json(t) from assignment_at(as_of) as t where t.project = of_project
    union all
    select 'dependency', t.dependency_key, t.name, to_json(t) from dependency_at(as_of) as t
    where of_project in (t.predecessor_project, t.successor_project)
),

pair as (
    select t.entity, t.item, t.name, unnest(json_keys(t.body)) as field, t.body from thing as t
)

select p.entity, p.item, p.name, p.field, json_extract_string(p.body, '$."' || p.field || '"') as value
from pair as p
where json_extract_string(p.body, '$."' || p.field || '"') is not null
    and p.field not in (
        'extra', 'original', 'absent', 'carried', 'source', 'import_id', 'sheet', 'row_number', 'snapshot', 'valid_from'
    );
