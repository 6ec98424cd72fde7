-- one row per milestone of a project and status date at which the plan held it
select
    m.status_date, t.key as task, t.name, coalesce(t.actual_finish, t.forecast_finish, t.planned_finish) as finish,
    t.baseline_finish, t.actual_finish is not null as is_done
from status_moment($as_of) as m
inner join task as t on m.moment >= t.valid_from and m.moment < t.valid_to
where t.project = $project and is_a_milestone(t.milestone, t.duration_days) and not coalesce(t.summary, false)
order by m.status_date, t.key
