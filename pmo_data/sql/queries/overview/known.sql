-- one row per page and measure
with counted as (
    select k.* from known_of($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as k
),

measure as (
    select unnest([
        {'page': 'overview', 'measure': 'Declared rating', 'entity': 'project', 'needs': 'a rating', 'known': c.declared},
        {'page': 'overview', 'measure': 'Derived rating', 'entity': 'project', 'needs': 'baseline and finish, or budget and cost', 'known': c.derived},
        {'page': 'overview', 'measure': 'Status', 'entity': 'project', 'needs': 'a status', 'known': c.status},
        {'page': 'overview', 'measure': 'Budget', 'entity': 'project', 'needs': 'an approved budget or whole-life cost', 'known': c.budget},
        {'page': 'overview', 'measure': 'Forecast cost', 'entity': 'project', 'needs': 'a forecast cost', 'known': c.forecast},
        {'page': 'overview', 'measure': 'Spent', 'entity': 'project', 'needs': 'an actual cost', 'known': c.actual},
        {'page': 'alignment', 'measure': 'Contribution', 'entity': 'contribution', 'needs': 'the objectives it serves', 'known': c.serving},
        {'page': 'alignment', 'measure': 'Grouping', 'entity': 'project', 'needs': 'a programme, department or category', 'known': c.grouped},
        {'page': 'alignment', 'measure': 'Money', 'entity': 'project', 'needs': 'an approved budget or whole-life cost', 'known': c.budget},
        {'page': 'alignment', 'measure': 'Benefits', 'entity': 'benefit', 'needs': 'benefits', 'known': c.benefits},
        {'page': 'progress', 'measure': 'Money curve', 'entity': 'budget_period', 'needs': 'a budget by month', 'known': c.periods},
        {'page': 'progress', 'measure': 'Spent by month', 'entity': 'cost_period', 'needs': 'costs by month', 'known': c.costs},
        {'page': 'progress', 'measure': 'Work curve', 'entity': 'task', 'needs': 'tasks with dates', 'known': c.tasks},
        {'page': 'progress', 'measure': 'Finish slip', 'entity': 'project', 'needs': 'baseline and forecast finish', 'known': c.slip},
        {'page': 'progress', 'measure': 'Milestones', 'entity': 'task', 'needs': 'milestones', 'known': c.milestones},
        {'page': 'progress', 'measure': 'Cost variance', 'entity': 'project', 'needs': 'budget and forecast cost', 'known': c.cost},
        {'page': 'progress', 'measure': 'Roadmap', 'entity': 'project', 'needs': 'a start and a finish', 'known': least(c.start, c.finish)},
        {'page': 'progress', 'measure': 'Percent complete', 'entity': 'project', 'needs': 'percent complete, its own or its tasks''', 'known': c.progress},
        {'page': 'risk', 'measure': 'Risk matrix', 'entity': 'risk', 'needs': 'open risks with probability and impact', 'known': c.scored},
        {'page': 'risk', 'measure': 'Exposure', 'entity': 'risk', 'needs': 'open risks with a cost impact', 'known': c.emv},
        {'page': 'risk', 'measure': 'Exposure against contingency', 'entity': 'project', 'needs': 'contingency held', 'known': c.contingency},
        {'page': 'risk', 'measure': 'Issues', 'entity': 'issue', 'needs': 'an issue log', 'known': c.issues},
        {'page': 'project', 'measure': 'Manager', 'entity': 'project', 'needs': 'who leads it', 'known': c.manager},
        {'page': 'project', 'measure': 'Tasks', 'entity': 'task', 'needs': 'a plan', 'known': c.tasks},
        {'page': 'project', 'measure': 'Gates', 'entity': 'gate', 'needs': 'stage gates', 'known': c.gates},
        {'page': 'project', 'measure': 'Status reports', 'entity': 'status_report', 'needs': 'status reports', 'known': c.reports},
        {'page': 'people', 'measure': 'People', 'entity': 'assignment', 'needs': 'assignments', 'known': c.people}
    ]) as m, c.total, generate_subscripts(range(27), 1) as place
    from counted as c
)

select
    s.m.page as page, s.m.measure as measure, s.m.entity as entity, s.m.needs as needs, s.m.known as known, s.total,
    s.m.measure || ' needs ' || s.m.needs || ': known ' || s.m.known || ' of ' || s.total || '.' as sentence
from measure as s
order by s.place
