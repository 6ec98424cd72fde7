-- one row per decision made in scope, and what its project looked like then, at the next status date, and now
with made as (
    select d.*, d.valid_from as known_from
    from decision_at($as_of) as d
    inner join scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as k on d.project is not distinct from k.project
    where d.decided_on is not null
),

framed as (
    select
        m.*,
        (select max(s.moment) from status_moment($as_of) as s where s.status_date <= m.decided_on) as moment_then,
        (select min(s.moment) from status_moment($as_of) as s where s.status_date > m.decided_on) as moment_next,
        (select max(s.moment) from status_moment($as_of) as s) as moment_now
    from made as m
)

select
    f.decision_key as decision, f.name, f.project, p.name as project_name, f.outcome, f.decided_on, f.decided_by, f.at_stake,
    t.rating as rating_then, n.rating as rating_next, l.rating as rating_now,
    n.expected_finish - t.expected_finish as finish_moved_next_days, l.expected_finish - t.expected_finish as finish_moved_days,
    ((n.expected_cost - t.expected_cost) * n.rate)::decimal(18, 2) as cost_moved_next,
    ((l.expected_cost - t.expected_cost) * l.rate)::decimal(18, 2) as cost_moved, n.status_date as next_date,
    exists (select 1 from import_file as i where i.snapshot = f.snapshot and i.file_name = 'written in the app') as written_here, l.reporting_currency as currency
from framed as f
left join project_at($as_of) as p on f.project = p.project_key
left join reading as t on f.project = t.project and t.moment = f.moment_then
left join reading as n on f.project = n.project and n.moment = f.moment_next
left join reading as l on f.project = l.project and l.moment = f.moment_now
order by f.decided_on desc, f.decision_key
