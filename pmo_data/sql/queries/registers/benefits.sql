-- one row per benefit in scope
with scoped as (
    select p.project, p.name, p.rating, p.expected_finish
    from scoped_project($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as p
),

benefit as (
    select b.*, s.name as project_name, s.rating, s.expected_finish
    from benefit_at($as_of) as b
    inner join scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as k on b.project is not distinct from k.project
    left join scoped as s on b.project = s.project
)

select
    b.benefit_key as benefit, b.code, b.name, b.project, b.project_name, b.objective, o.name as objective_name, b.owner,
    b.category, b.measure, b.target_value, b.actual_value, realisation_pct(b.actual_value, b.target_value) as realisation_pct,
    b.currency, b.due, b.share, b.status, b.rating as project_rating, b.expected_finish as project_finish,
    b.rating = 'red' or coalesce(b.expected_finish > b.due, false) as at_risk,
    case
        when b.expected_finish > b.due
            then 'The project finishes ' || (b.expected_finish - b.due) || ' days after the benefit is due.'
        when b.rating = 'red' then 'The project that enables it is red.'
    end as at_risk_reason,
    b.source, b.import_id, b.sheet, b.row_number
from benefit as b
left join objective_at($as_of) as o on b.objective = o.objective_key
order by at_risk desc, b.due nulls last, b.name, b.benefit_key
