-- one row: every setting that a derived number depends on, as in force at a moment, defaults where nothing was set
create or replace macro thresholds(as_of) as table
with stated as (
    select map_from_entries(coalesce(list({'k': lower(s.name), 'v': s.value} order by s.name), [])) as settings
    from (
        select s.name, any_value(s.value) as value
        from setting_at(as_of) as s
        where s.value is not null
        group by s.name
    ) as s
)

select
    setting_number(d.settings, 'schedule_amber_pct', 10) as schedule_amber_pct,
    setting_number(d.settings, 'schedule_red_pct', 20) as schedule_red_pct,
    setting_number(d.settings, 'schedule_amber_days', 30) as schedule_amber_days,
    setting_number(d.settings, 'schedule_red_days', 90) as schedule_red_days,
    setting_number(d.settings, 'cost_amber_pct', 10) as cost_amber_pct,
    setting_number(d.settings, 'cost_red_pct', 20) as cost_red_pct,
    setting_number(d.settings, 'estimate_from_pct', 20) as estimate_from_pct,
    setting_number(d.settings, 'benefits_amber_pct', 10) as benefits_amber_pct,
    setting_number(d.settings, 'benefits_red_pct', 20) as benefits_red_pct,
    setting_number(d.settings, 'risk_amber_pct', 80) as risk_amber_pct,
    setting_number(d.settings, 'risk_red_pct', 120) as risk_red_pct,
    setting_number(d.settings, 'high_risks_red', 3) as high_risks_red,
    setting_number(d.settings, 'load_amber_pct', 100) as load_amber_pct,
    setting_number(d.settings, 'load_red_pct', 130) as load_red_pct,
    setting_number(d.settings, 'unfilled_amber_pct', 10) as unfilled_amber_pct,
    setting_number(d.settings, 'unfilled_red_pct', 20) as unfilled_red_pct,
    setting_number(d.settings, 'gate_red_days', 30) as gate_red_days,
    setting_number(d.settings, 'stale_days', 35) as stale_days,
    setting_number(d.settings, 'stale_red_days', 90) as stale_red_days,
    setting_number(d.settings, 'review_days', 60) as review_days,
    setting_number(d.settings, 'quality_min', 80) as quality_min,
    setting_number(d.settings, 'accuracy_days', 14) as accuracy_days,
    setting_number(d.settings, 'slip_month_days', 10) as slip_month_days,
    setting_number(d.settings, 'late_from_days', 30) as late_from_days,
    setting_number(d.settings, 'leads_most_projects', 4) as leads_most_projects,
    setting_number(d.settings, 'works_on_most_projects', 4) as works_on_most_projects,
    setting_number(d.settings, 'watermelon_from', 2) as watermelon_from,
    setting_number(d.settings, 'improve_margin_pct', 0) as improve_margin_pct,
    setting_number(d.settings, 'improve_after_snapshots', 1) as improve_after_snapshots,
    setting_number(d.settings, 'fiscal_first_month', 1) as fiscal_first_month,
    coalesce(d.settings['cap_from'], 'red') as cap_from,
    coalesce(d.settings['palette'], 'standard') as palette,
    coalesce(d.settings['risk_matrix'], 'LLLMMLLMMHLMMHHLMHHVMMHVV') as risk_matrix,
    d.settings['reporting_currency'] as set_currency,
    status_day(as_of) as status_date
from stated as d;
