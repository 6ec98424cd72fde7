-- one row per project: a derived rating for each dimension, by the thresholds in force
create or replace macro graded_project(as_of) as table
with compared as (
    select
        w.*,
        b.* exclude (project),
        w.improve_after_snapshots as wanted,
        graded(w.highest_load_pct, w.load_amber_pct + 0.001, w.load_red_pct) as loaded,
        graded(w.unfilled_pct, w.unfilled_amber_pct, w.unfilled_red_pct) as unfilled,
        {
            'schedule': case when w.baseline_duration_days > 0
                then held(w.graded_slip_pct, w.schedule_amber_pct, w.schedule_red_pct, b.derived_schedule, w.improve_margin_pct)
                else graded(w.graded_slip_days, w.schedule_amber_days, w.schedule_red_days) end,
            'cost': held(w.graded_cost_pct, w.cost_amber_pct, w.cost_red_pct, b.derived_cost, w.improve_margin_pct),
            'benefits': case
                when w.due_target > 0
                    then held(w.benefit_shortfall_pct, w.benefits_amber_pct, w.benefits_red_pct, b.derived_benefits, w.improve_margin_pct)
                when w.next_benefit_due < w.expected_finish then 'amber'
                when w.next_benefit_due is not null and w.expected_finish is not null then 'green'
                else 'unknown'
            end,
            'risk': case
                when w.exposure_pct is not null
                    then held(w.exposure_pct, w.risk_amber_pct, w.risk_red_pct, b.derived_risk, w.improve_margin_pct)
                when w.banded_risks > 0 then graded(w.high_risks, 1, w.high_risks_red)
                else 'unknown'
            end
        } as fresh
    from weighed_project(as_of) as w
    left join reading_before(as_of) as b on w.project = b.project
)

select
    c.* replace (
        waited(c.fresh['schedule'], c.derived_schedule, c.schedule_ranks, c.wanted) as derived_schedule,
        waited(c.fresh['cost'], c.derived_cost, c.cost_ranks, c.wanted) as derived_cost,
        waited(c.fresh['benefits'], c.derived_benefits, c.benefits_ranks, c.wanted) as derived_benefits,
        waited(c.fresh['risk'], c.derived_risk, c.risk_ranks, c.wanted) as derived_risk
    ),
    worse_rating(c.loaded, c.unfilled) as derived_resource,
    {
        'asked_fte': c.asked_fte, 'unfilled_fte': c.unfilled_fte, 'unfilled_pct': c.unfilled_pct,
        'decides': rating_rank(c.unfilled) < coalesce(rating_rank(c.loaded), 6)
    } as demand,
    case when c.gates is null then 'unknown' else graded(coalesce(c.gate_overdue_days, 0), 1, c.gate_red_days) end as derived_governance,
    graded(c.data_age_days, c.stale_days, c.stale_red_days) as derived_data,
    nullif(concat_ws(
        ',',
        case when c.baseline_duration_days > 0
                and c.fresh['schedule'] <> graded(c.graded_slip_pct, c.schedule_amber_pct, c.schedule_red_pct) then 'schedule' end,
        case when c.fresh['cost'] <> graded(c.graded_cost_pct, c.cost_amber_pct, c.cost_red_pct) then 'cost' end,
        case when c.due_target > 0
                and c.fresh['benefits'] <> graded(c.benefit_shortfall_pct, c.benefits_amber_pct, c.benefits_red_pct) then 'benefits' end,
        case when c.exposure_pct is not null
                and c.fresh['risk'] <> graded(c.exposure_pct, c.risk_amber_pct, c.risk_red_pct) then 'risk' end
    ), '') as held_dimensions
from compared as c;
