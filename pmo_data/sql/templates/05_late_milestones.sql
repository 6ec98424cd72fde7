-- Which milestones of the next 90 days are later than planned?
with today as (
    select max(s.status_date) as status_date
    from snapshots as s
)

select m.project_name, m.name, m.finish, m.baseline_finish, m.late_days, m.owner
from milestones as m
cross join today as t
where m.actual_finish is null and m.late_days > 0 and m.finish between t.status_date and t.status_date + 90
order by m.late_days desc, m.finish, m.project_name, m.name
