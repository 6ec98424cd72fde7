-- one row per row of a register by which a process was judged at a moment, and whether that row kept it
-- `limits_at` is the moment whose limits count.
create or replace macro register_evidence(as_of, limits_at) as table
with day as (
    select status_day(as_of) as today, t.*, coalesce(
        (select max(s.status_date) from snapshot as s where s.undone_at is null and s.moment <= as_of and s.status_date < status_day(as_of)),
        status_day(as_of) - 31
    ) as after_date
    from thresholds(limits_at) as t
)

select 'report on time' as "check", r.project, r.due as about, 'report' as name,
    r.submitted_on is not null and coalesce(r.submitted_on <= r.due, true) as kept,
    concat('due ', coalesce(strftime(r.due, '%-d %b %Y'), 'without a date'), ', handed in ', coalesce(strftime(r.submitted_on, '%-d %b %Y'), 'not yet')) as said,
    r.import_id, r.sheet, r.row_number
from status_report_at(as_of) as r cross join day as d
where r.report_date > d.after_date and r.report_date <= d.today
union all
select 'risks reviewed', r.project, coalesce(r.reviewed_on, r.raised_on), r.name,
    d.today - coalesce(r.reviewed_on, r.raised_on) <= d.review_days,
    coalesce((d.today - coalesce(r.reviewed_on, r.raised_on))::varchar || ' days since it was last looked at', 'not said when it was looked at'),
    r.import_id, r.sheet, r.row_number
from risk_at(as_of) as r cross join day as d
where is_open_line(r.status, r.closed_on)
union all
select 'benefit owners set', b.project, b.due, b.name, b.owner is not null, coalesce('owned by ' || b.owner, 'no owner'),
    b.import_id, b.sheet, b.row_number
from benefit_at(as_of) as b
union all
select 'gate evidence complete', g.project, g.planned_date, g.name, lower(coalesce(g.evidence, '')) in ('complete', 'yes', 'true'),
    concat('evidence: ', coalesce(g.evidence, 'nothing said')), g.import_id, g.sheet, g.row_number
from gate_at(as_of) as g cross join day as d
where coalesce(g.actual_date, g.planned_date) <= d.today
union all
select 'gates held', g.project, g.planned_date, g.name, coalesce(g.actual_date is not null or g.planned_date >= d.today, true),
    concat('planned ', coalesce(strftime(g.planned_date, '%-d %b %Y'), 'without a date'), ', held ', coalesce(strftime(g.actual_date, '%-d %b %Y'), 'not yet')), g.import_id, g.sheet, g.row_number
from gate_at(as_of) as g cross join day as d
union all
select 'forecasts accurate', j.project, j.actual_finish, j.name, abs(j.error_days) <= d.accuracy_days,
    concat('expected ', strftime(j.forecast, '%-d %b %Y'), ', met ', strftime(j.actual_finish, '%-d %b %Y')), j.import_id, j.sheet, j.row_number
from judged_milestone(as_of, 60) as j cross join day as d;
