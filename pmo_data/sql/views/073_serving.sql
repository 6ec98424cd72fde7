-- one row per project and objective it serves, or per project and its group where another dimension stands in
create or replace macro serving(as_of, dimension) as table
select
    c.project, c.objective, o.name as objective_name, c.strength, c.share as share_pct, o.weight, o.weight_share_pct, o.parent
from contribution_at(as_of) as c
left join weighted_objective(as_of) as o on c.objective = o.objective
where dimension = 'objective' and coalesce(c.strength, 1) > 0
union all
select
    p.project, list_extract([p.category, p.department, p.programme, p.portfolio], list_position(
        ['category', 'department', 'programme', 'portfolio'], dimension)) as objective,
    list_extract([p.category, p.department, p.programme_name, p.portfolio], list_position(
        ['category', 'department', 'programme', 'portfolio'], dimension)) as objective_name,
    null as strength, 100 as share_pct, null as weight, null as weight_share_pct, null as parent
from read_project(as_of) as p
where dimension <> 'objective';
