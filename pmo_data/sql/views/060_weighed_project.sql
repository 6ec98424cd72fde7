-- one row per project: what its ratings are derived from, every fact at the grain of the project before they meet
create or replace macro weighed_project(as_of) as table
with measured as (
    select
        p.*,
        coalesce(p.actual_finish, p.forecast_finish) as expected_finish,
        coalesce(p.actual_finish, p.forecast_finish) - p.baseline_finish as slip_days,
        p.baseline_finish - coalesce(p.baseline_start, p.actual_start, p.forecast_start) as baseline_duration_days,
        case when p.is_open and p.status in ('active', 'on_hold') and coalesce(p.percent_complete, 0) < 100
                and p.forecast_finish < p.status_date then p.status_date - p.forecast_finish end as overdue_days,
        case
            when p.forecast_cost is not null then greatest(p.forecast_cost, coalesce(p.actual_cost, p.forecast_cost))
            when p.actual_cost > p.budget then p.actual_cost
            when p.percent_complete >= p.estimate_from_pct and p.actual_cost > 0 then ratio(p.actual_cost, p.percent_complete / 100)
        end as expected_cost,
        case when p.forecast_cost is not null then 'forecast' when p.actual_cost > p.budget then 'spent already'
            when p.percent_complete >= p.estimate_from_pct and p.actual_cost > 0 then 'spent over percent complete'
        end as expected_cost_basis
    from placed_project(as_of) as p
)

select
    m.*,
    slip_pct(m.slip_days, m.baseline_duration_days) as slip_pct,
    m.slip_days + coalesce(m.overdue_days, 0) as graded_slip_days,
    slip_pct(m.slip_days + coalesce(m.overdue_days, 0), m.baseline_duration_days) as graded_slip_pct,
    100 - realisation_pct(b.due_actual, b.due_target) as benefit_shortfall_pct,
    m.forecast_cost - m.budget as cost_variance,
    cost_variance_pct(m.forecast_cost, m.budget) as cost_variance_pct,
    -- a year's variance can raise a warning; it is too little to give the all-clear
    coalesce(
        cost_variance_pct(m.expected_cost, m.budget), case when m.year_variance_pct >= m.cost_amber_pct then m.year_variance_pct end
    ) as graded_cost_pct,
    r.* exclude (project, emv),
    r.emv as reporting_emv,
    exposure_pct(r.emv, m.contingency * m.rate) as exposure_pct,
    g.* exclude (project),
    b.* exclude (project),
    l.* exclude (project),
    k.kept,
    s.last_status_date as source_status_date,
    m.status_date - greatest(coalesce(m.updated_on, e.last_report, s.last_status_date), coalesce(e.last_report, m.updated_on, s.last_status_date)) as data_age_days
from measured as m
left join risk_fact(as_of) as r on m.project = r.project
left join gate_fact(as_of) as g on m.project = g.project
left join benefit_fact(as_of) as b on m.project = b.project
left join load_fact(as_of) as l on m.project = l.project
left join report_fact(as_of) as e on m.project = e.project
left join kept_register(as_of) as k on m.project = k.project
left join source_fact(as_of) as s on s.entity = 'project' and m.source = s.source;
