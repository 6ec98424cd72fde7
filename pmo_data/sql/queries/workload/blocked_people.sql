-- one row per pair of people of whom one waits for an unfinished task of the other
with link as (
    select
        coalesce(d.predecessor_project, '') || '/' || d.predecessor as before, coalesce(d.successor_project, '') || '/' || d.successor as after
    from dependency_at($as_of) as d
    where d.predecessor is not null and d.successor is not null
),

waiting as (
    select
        g.person as blocker, w.person as waiter, w.task, w.name, w.project, g.task as blocking_task, g.name as blocking_name,
        g.finish as blocking_finish, w.start as wanted_start
    from link as l
    inner join task_worker($as_of) as g on l.before = g.task
    inner join task_worker($as_of) as w on l.after = w.task
    where g.is_wanted and w.is_wanted and is_open_line(g.status, g.actual_finish) and is_open_line(w.status, w.actual_finish)
        and w.actual_start is null and g.person <> w.person
        and coalesce(w.start <= status_day($as_of) + $days_ahead, false)
)

select
    w.waiter, coalesce(wp.name, w.waiter) as waiter_name, w.blocker, coalesce(gp.name, w.blocker) as blocker_name,
    count(distinct w.task) as tasks_waiting, min(w.wanted_start) as wanted_start, max(w.blocking_finish) as blocking_finish,
    min_by(w.name, w.wanted_start) as first_task, min_by(w.blocking_name, w.wanted_start) as waits_for,
    min_by(w.project, w.wanted_start) as project
from waiting as w
left join person_at($as_of) as wp on w.waiter = wp.person_key
left join person_at($as_of) as gp on w.blocker = gp.person_key
where w.project in (
    select s.project from scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as s where s.project is not null
)
group by w.waiter, wp.name, w.blocker, gp.name
order by tasks_waiting desc, wanted_start, waiter_name, blocker_name
