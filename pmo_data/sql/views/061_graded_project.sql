-- one row per project: a derived rating for each dimension, by the thresholds in force
create or replace macro graded_project(as_of) as table
with before as (
    -- of an earlier status date: what is written on the same day is one reading with it
    select r.project, r.derived_schedule, r.derived_cost, r.derived_benefits, r.derived_risk
    from reading as r
    where r.moment = (
        select max(s.moment) from snapshot as s
        where s.undone_at is null and s.moment <= as_of and s.status_date < status_day(as_of)
    )
),

graded_now as (
    select
        w.*,
        case when w.baseline_duration_days > 0
            then held(w.graded_slip_pct, w.schedule_amber_pct, w.schedule_red_pct, b.derived_schedule, w.improve_margin_pct)
            else graded(w.graded_slip_days, w.schedule_amber_days, w.schedule_red_days) end as derived_schedule,
        held(w.graded_cost_pct, w.cost_amber_pct, w.cost_red_pct, b.derived_cost, w.improve_margin_pct) as derived_cost,
        case
            when w.due_target > 0
                then held(w.benefit_shortfall_pct, w.benefits_amber_pct, w.benefits_red_pct, b.derived_benefits, w.improve_margin_pct)
            when w.next_benefit_due < w.expected_finish then 'amber'
            when w.next_benefit_due is not null and w.expected_finish is not null then 'green'
            else 'unknown'
        end as derived_benefits,
        case
            when w.exposure_pct is not null
                then held(w.exposure_pct, w.risk_amber_pct, w.risk_red_pct, b.derived_risk, w.improve_margin_pct)
            when w.banded_risks > 0 then graded(w.high_risks, 1, w.high_risks_red)
            else 'unknown'
        end as derived_risk,
        graded(w.highest_load_pct, w.load_amber_pct + 0.001, w.load_red_pct) as derived_resource,
        case when w.gates is null then 'unknown' else graded(coalesce(w.gate_overdue_days, 0), 1, w.gate_red_days) end
            as derived_governance,
        graded(w.data_age_days, w.stale_days, w.stale_red_days) as derived_data
    from weighed_project(as_of) as w
    left join before as b on w.project = b.project
)

select
    g.*,
    nullif(concat_ws(
        ',',
        case when g.baseline_duration_days > 0
                and g.derived_schedule <> graded(g.graded_slip_pct, g.schedule_amber_pct, g.schedule_red_pct) then 'schedule' end,
        case when g.derived_cost <> graded(g.graded_cost_pct, g.cost_amber_pct, g.cost_red_pct) then 'cost' end,
        case when g.due_target > 0
                and g.derived_benefits <> graded(g.benefit_shortfall_pct, g.benefits_amber_pct, g.benefits_red_pct) then 'benefits' end,
        case when g.exposure_pct is not null
                and g.derived_risk <> graded(g.exposure_pct, g.risk_amber_pct, g.risk_red_pct) then 'risk' end
    ), '') as held_dimensions
from graded_now as g;
