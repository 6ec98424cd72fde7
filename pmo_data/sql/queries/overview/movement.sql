-- one row per project in scope at either moment
with after as (
    select p.* from valued_project($as_of, $portfolios, $programmes, $departments, $objectives, null) as p
),

before as (
    select p.* replace (coalesce(n.project, p.project) as project)
    from valued_project($compare_with, $portfolios, $programmes, $departments, $objectives, null) as p
    left join renamed_project($compare_with, $as_of) as n on p.project = n.was
),

scale as (
    select
        coalesce((select bool_or(b.declared_overall in ('amber_red', 'amber_green')) from before as b), false)
        <> coalesce((select bool_or(a.declared_overall in ('amber_red', 'amber_green')) from after as a), false) as has_changed
),

paired as (
    select
        coalesce(a.project, b.project) as project, coalesce(a.code, b.code) as code, coalesce(a.name, b.name) as name,
        case when a.name <> b.name then b.name end as name_before,
        coalesce(a.programme_name, b.programme_name) as programme_name, coalesce(a.department, b.department) as department,
        b.rating as rating_before, a.rating as rating_after, b.declared_overall as declared_before,
        a.declared_overall as declared_after, b.derived_overall as derived_before, a.derived_overall as derived_after,
        rating_rank(a.rating) - rating_rank(b.rating) as rating_steps, b.status as status_before,
        a.status as status_after, b.expected_finish as finish_before, a.expected_finish as finish_after,
        a.expected_finish - b.expected_finish as finish_moved_days, b.baseline_finish as baseline_finish_before,
        a.baseline_finish as baseline_finish_after,
        a.project is not null and b.project is not null
        and coalesce(a.baseline_finish <> b.baseline_finish, false) as rebaselined,
        b.budget as budget_before, a.budget as budget_after, a.budget - b.budget as budget_change,
        b.forecast_cost as forecast_cost_before, a.forecast_cost as forecast_cost_after,
        a.forecast_cost - b.forecast_cost as forecast_cost_change, b.percent_complete as percent_complete_before,
        a.percent_complete as percent_complete_after, coalesce(a.reporting_currency, b.reporting_currency) as currency,
        a.project is null as has_left, b.project is null as is_new, s.has_changed as scale_has_changed
    from after as a
    full join before as b on a.project = b.project
    cross join scale as s
)

select
    m.project, m.code, m.name, m.name_before, m.programme_name, m.department, m.movement, m.rating_before, m.rating_after,
    m.declared_before, m.declared_after, m.derived_before, m.derived_after, m.rating_steps, m.status_before,
    m.status_after, m.finish_before, m.finish_after, m.finish_moved_days, m.baseline_finish_before,
    m.baseline_finish_after, m.rebaselined, m.budget_before, m.budget_after, m.budget_change, m.forecast_cost_before,
    m.forecast_cost_after, m.forecast_cost_change, m.percent_complete_before, m.percent_complete_after, m.currency,
    coalesce('Was named “' || m.name_before || '”; ', '')
    || coalesce(g.opening, '')
    || movement_sentence(m.movement, m.rating_before, m.rating_after, m.finish_moved_days, m.rebaselined) as sentence
from (
    select p.*, case when $compare_with is null then null when p.has_left then 'left' when p.is_new then 'new'
        when p.scale_has_changed and abs(p.rating_steps) = 1 then 'rescaled' when p.rating_steps > 0 then 'improved'
        when p.rating_steps < 0 then 'worsened' else 'same' end as movement
    from paired as p
    where $ratings is null or list_contains($ratings, p.rating_before) or list_contains($ratings, p.rating_after)
) as m
left join regrouped_project($compare_with, $as_of) as g on m.project = g.project and m.movement = g.movement
order by list_position(['worsened', 'new', 'left', 'improved', 'rescaled', 'same'], m.movement), m.finish_moved_days desc nulls last, m.name, m.project
