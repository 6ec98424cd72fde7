-- one row per row of a register by which a process was judged at a moment, and whether that row kept it
-- `limits_at` is the moment whose limits count.
create or replace macro register_evidence(as_of, limits_at) as table
select r."check", r.project, r.about, r.name, coalesce(r.kept, r.review_age_days <= d.review_days) as kept, r.said, r.import_id, r.sheet, r.row_number
from register_row(as_of) as r cross join thresholds(limits_at) as d
union all
select
    'gates held', g.project, g.planned_date, g.name, coalesce(g.actual_date is not null or g.planned_date >= status_day(as_of), true),
    concat('planned ', coalesce(strftime(g.planned_date, '%-d %b %Y'), 'without a date'), ', held ', coalesce(strftime(g.actual_date, '%-d %b %Y'), 'not yet')),
    g.import_id, g.sheet, g.row_number
from gate_at(as_of) as g
union all
select
    'forecasts accurate', j.project, j.actual_finish, j.name, abs(j.error_days) <= d.accuracy_days,
    concat('expected ', strftime(j.forecast, '%-d %b %Y'), ', met ', strftime(j.actual_finish, '%-d %b %Y')), j.import_id, j.sheet, j.row_number
from judged_milestone(as_of) as j cross join thresholds(limits_at) as d;
