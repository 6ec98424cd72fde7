-- one row per status date and project open then: whether each process was kept, by the limits in force at a moment
-- NULL where there was nothing to look at: what no file tells of any project is not broken everywhere but not known.
create or replace macro process_kept(as_of) as table
with reported as (
    select
        exists (select 1 from status_report_at(as_of)) as any_report, t.stale_days, t.review_days, t.quality_min, t.accuracy_days,
        exists (select 1 from reading_at(as_of) as b where b.baseline_finish is not null and b.budget is not null) as any_baseline
    from thresholds(as_of) as t
)

select
    r.project, r.status_date, r.moment,
    case when t.any_report then coalesce(r.kept['on_time'], false) end as on_time,
    r.kept['review_age_days'] <= t.review_days as reviewed,
    case when t.any_baseline then r.baseline_finish is not null and r.budget is not null end as has_baseline,
    r.kept['owned'] as owned,
    r.kept['evidenced'] as evidenced,
    case when r.gates is not null then r.gate_overdue_days is null end as gates_held,
    r.data_age_days <= t.stale_days as fresh,
    p.forecast_error_days <= t.accuracy_days as accurate,
    p.quality >= t.quality_min as good
from reading as r
semi join status_moment(as_of) as m on r.moment = m.moment
left join process_reading as p on r.moment = p.moment and r.project = p.project
cross join reported as t
where r.is_open;
