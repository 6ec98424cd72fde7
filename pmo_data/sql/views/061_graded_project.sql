-- one row per project: a derived rating for each dimension, by the thresholds in force
create or replace macro graded_project(as_of) as table
select
    w.*,
    case when w.baseline_duration_days > 0
        then graded(w.graded_slip_pct, w.schedule_amber_pct, w.schedule_red_pct)
        else graded(w.graded_slip_days, w.schedule_amber_days, w.schedule_red_days) end as derived_schedule,
    graded(w.graded_cost_pct, w.cost_amber_pct, w.cost_red_pct) as derived_cost,
    case
        when w.due_target > 0 then graded(w.benefit_shortfall_pct, w.benefits_amber_pct, w.benefits_red_pct)
        when w.next_benefit_due < w.expected_finish then 'amber'
        when w.next_benefit_due is not null and w.expected_finish is not null then 'green'
        else 'unknown'
    end as derived_benefits,
    case
        when w.exposure_pct is not null then graded(w.exposure_pct, w.risk_amber_pct, w.risk_red_pct)
        when w.banded_risks > 0 then graded(w.high_risks, 1, w.high_risks_red)
        else 'unknown'
    end as derived_risk,
    graded(w.highest_load_pct, w.load_amber_pct + 0.001, w.load_red_pct) as derived_resource,
    case when w.gates is null then 'unknown' else graded(coalesce(w.gate_overdue_days, 0), 1, w.gate_red_days) end as derived_governance,
    graded(w.data_age_days, w.stale_days, w.stale_red_days) as derived_data
from weighed_project(as_of) as w;
