-- one row per open task in scope that nobody owns and nobody is assigned to
with waiting as (
    select
        t.rowid as place, t.key, t.project, t.code, t.summary, coalesce(t.forecast_start, t.planned_start) as start
    from task as t
    where in_force(t.valid_from, t.valid_to, $as_of)
        and t.owner is null and not coalesce(t.summary, false) and not coalesce(t.milestone, t.duration_days = 0, false)
        and is_open_line(t.status, t.actual_finish) and coalesce(t.percent_complete, 0) < 100
),

-- only what tells tasks apart and puts them in order is carried through: there may be millions
unowned as materialized (
    select w.place, w.key, w.project, w.start, coalesce(w.start <= status_day($as_of) + 28, false) as is_soon
    from waiting as w
    semi join scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as s on w.project is not distinct from s.project
    anti join ended_project($as_of) as e on w.project = e.project
    -- asked one by one: joined by "or", each task would be looked up on its own
    where not exists (
        select 1 from assignment_at($as_of) as a
        where a.person is not null and a.project is not distinct from w.project and a.task = w.code
    )
    and not exists (
        select 1 from assignment_at($as_of) as a
        where a.person is not null and a.project is not distinct from w.project and a.task = w.key
    )
    and not exists (
        select 1 from task_at($as_of) as c
        where w.summary is null and c.parent = w.code and c.project is not distinct from w.project
    )
),

listed as (
    select u.* from unowned as u order by u.is_soon desc, u.start nulls last, u.project, u.key limit $limit
)

select
    t.key as task, t.project, s.project_name, t.code, t.name, l.start, coalesce(t.forecast_finish, t.planned_finish) as finish,
    t.work_hours, t.percent_complete, l.is_soon, t.source, t.import_id, t.sheet, t.row_number, (select count(u.place) from unowned as u) as tasks
from listed as l
inner join task as t on l.place = t.rowid
inner join scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as s on t.project is not distinct from s.project
order by l.is_soon desc, l.start nulls last, t.project, t.key
