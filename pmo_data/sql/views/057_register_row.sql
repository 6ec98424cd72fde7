-- one row per row of a register by which a process is judged: the check, whether it was kept, and what the row says
-- Told without the limits, so that a limit which is set later counts for the months before it too: of a risk the age of its review.
create or replace macro register_row(as_of) as table
with day as (
    select status_day(as_of) as today, coalesce(
        (select max(s.status_date) from snapshot as s where s.undone_at is null and s.moment <= as_of and s.status_date < status_day(as_of)),
        status_day(as_of) - 31
    ) as after_date
)

select
    'report on time' as "check", r.project, coalesce(r.submitted_on <= r.due, r.submitted_on is not null) as kept, null::bigint as review_age_days,
    r.due as about, 'report' as name,
    concat('due ', coalesce(strftime(r.due, '%-d %b %Y'), 'without a date'), ', handed in ', coalesce(strftime(r.submitted_on, '%-d %b %Y'), 'not yet')) as said,
    r.import_id, r.sheet, r.row_number
from status_report_at(as_of) as r cross join day as d
where r.report_date > d.after_date and r.report_date <= d.today
union all
select
    'risks reviewed', r.project, null, d.today - coalesce(r.reviewed_on, r.raised_on), coalesce(r.reviewed_on, r.raised_on), r.name,
    coalesce((d.today - coalesce(r.reviewed_on, r.raised_on))::varchar || ' days since it was last looked at', 'not said when it was looked at'),
    r.import_id, r.sheet, r.row_number
from risk_at(as_of) as r cross join day as d
where is_open_line(r.status, r.closed_on)
union all
select
    'benefit owners set', b.project, b.owner is not null, null, b.due, b.name, coalesce('owned by ' || b.owner, 'no owner'),
    b.import_id, b.sheet, b.row_number
from benefit_at(as_of) as b
union all
select
    'gate evidence complete', g.project, lower(coalesce(g.evidence, '')) in ('complete', 'yes', 'true'), null, g.planned_date, g.name,
    concat('evidence: ', coalesce(g.evidence, 'nothing said')), g.import_id, g.sheet, g.row_number
from gate_at(as_of) as g cross join day as d
where coalesce(g.actual_date, g.planned_date) <= d.today;
