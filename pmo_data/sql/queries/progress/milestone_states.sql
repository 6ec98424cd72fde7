-- one row per state of milestones
select m.state, count(*) as milestones, count(distinct m.project) as projects, avg(m.late_days) as mean_late_days
from placed_milestone($as_of, $within_days, $portfolios, $programmes, $departments, $objectives, $ratings) as m
group by m.state
order by list_position(['missed', 'due', 'upcoming', 'met_late', 'met', 'undated', 'cancelled'], m.state)
