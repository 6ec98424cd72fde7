-- one row per project in scope that a short group cannot serve in full: since when, for how long, and by how much
with queued as (
    select
        l.*, sum(l.demand_fte) over (
            partition by l.group_name, l.month
            order by l.is_pipeline, priority_rank(l.priority), l.start nulls last, l.project
            rows between unbounded preceding and current row
        ) as upto_fte
    from group_load($as_of, $dimension, $months) as l
),

short as (
    select q.*, least(q.demand_fte, short_of(q.upto_fte, q.capacity_fte)) as displaced_fte
    from queued as q
    where short_of(q.upto_fte, q.capacity_fte) > 0
)

select
    s.project, any_value(s.project_name) as project_name, s.group_name, min(s.month) as first_month, count(*) as months,
    round(max(s.displaced_fte), 4) as displaced_fte, round(arg_max(s.demand_fte, s.displaced_fte), 4) as demand_fte,
    bool_or(s.is_pipeline) as is_pipeline, any_value(s.status) as status, any_value(s.priority) as priority,
    case
        when bool_or(s.is_pipeline) then 'proposed, not agreed'
        when any_value(s.priority) is not null then 'behind others (' || any_value(s.priority) || ')'
        else 'started after others'
    end as reason
from short as s
inner join scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as k on s.project = k.project
group by s.project, s.group_name
order by first_month, displaced_fte desc, s.group_name, s.project
