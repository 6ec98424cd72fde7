-- one row per project and two statements of its row that cannot both be true; each costs 5 points
create or replace macro contradiction(as_of) as table
with told as (
    select
        p.project, unnest([
            {
                'field': 'forecast_finish', 'wrong': p.forecast_finish < p.forecast_start,
                'said': 'It is to finish before it starts.'
            },
            {
                'field': 'actual_finish', 'wrong': p.actual_finish > p.status_date,
                'said': 'Its actual finish lies after the status date.'
            },
            {
                'field': 'percent_complete', 'wrong': p.actual_finish is not null and p.percent_complete < 100,
                'said': 'It has finished and is not complete.'
            },
            {
                'field': 'status', 'wrong': p.status = 'completed' and p.percent_complete < 100,
                'said': 'Its status is completed and it is not complete.'
            },
            {
                'field': 'actual_start', 'wrong': p.percent_complete > 0 and p.actual_start > p.status_date,
                'said': 'It has progress and starts after the status date.'
            }
        ]) as pair
    from read_project(as_of) as p
)

select
    t.project, 'consistency' as dimension, 5.0 as points, 'project' as entity, t.project as key, t.pair.field as field,
    t.pair.said as reason
from told as t
where t.pair.wrong;
