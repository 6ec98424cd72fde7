-- one row per project that does not state its dates or progress itself: what its tasks say of them
create or replace macro task_span(as_of) as table
select
    t.project,
    min(coalesce(t.actual_start, t.forecast_start, t.planned_start)) as forecast_start,
    max(coalesce(t.actual_finish, t.forecast_finish, t.planned_finish)) as forecast_finish,
    min(t.baseline_start) as baseline_start,
    max(t.baseline_finish) as baseline_finish,
    case when count(t.done_pct) > 0 then ratio(sum(t.work_days * coalesce(t.done_pct, 0)), sum(t.work_days)) end as percent_complete
from leaf_task(as_of) as t
semi join (
    select p.project_key from project_at(as_of) as p
    where p.percent_complete is null or coalesce(p.forecast_finish, p.actual_finish) is null or p.baseline_finish is null
) as lacking on t.project = lacking.project_key
group by t.project;
