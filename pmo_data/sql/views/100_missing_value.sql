-- one row per project and thing a dashboard needs that nobody has said; 20 points stand on eight of them
create or replace macro missing_value(as_of) as table
with needed as (
    select
        p.project, unnest([
            {'field': 'department', 'known': p.department is not null, 'said': 'department'},
            {'field': 'manager', 'known': coalesce(p.manager, p.sponsor) is not null, 'said': 'manager or sponsor'},
            {'field': 'status', 'known': p.status is not null, 'said': 'status'},
            {'field': 'declared_overall', 'known': p.declared_overall is not null, 'said': 'rating'},
            {'field': 'baseline_finish', 'known': p.baseline_finish is not null, 'said': 'baseline finish'},
            {'field': 'forecast_finish', 'known': p.expected_finish is not null, 'said': 'forecast finish'},
            {'field': 'approved_budget', 'known': p.budget is not null, 'said': 'budget'},
            {'field': 'percent_complete', 'known': p.percent_complete is not null, 'said': 'percent complete'}
        ]) as need
    from read_project(as_of) as p
)

select
    n.project, 'completeness' as dimension, 2.5 as points, 'project' as entity, n.project as key, n.need.field as field,
    'No ' || n.need.said || ' is known.' as reason
from needed as n
where not n.need.known;
