-- one row per benefit in scope
with scoped as materialized (
    select p.* from valued_project($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as p
),

profile as (
    select
        b.benefit, sum(b.target_value) filter (where b.period <= status_day($as_of)) as target_to_date,
        sum(b.actual_value) filter (where b.period <= status_day($as_of)) as actual_to_date
    from benefit_period_at($as_of) as b
    group by b.benefit
),

shared as (
    select b.name, b.objective, sum(b.share) as share_sum, count(*) as parts
    from benefit_at($as_of) as b
    group by b.name, b.objective
    having count(b.share) > 1 and bool_or(b.share < 100)
),

valued as (
    select
        b.*, p.name as project_name, p.rating, p.expected_finish, p.is_open, c.rate as money_rate, o.name as objective_name, h.share_sum,
        coalesce(f.target_to_date, case when b.due <= status_day($as_of) then b.target_value end) as target_to_date,
        coalesce(f.actual_to_date, b.actual_value) as actual_to_date, p.expected_finish > b.due as lands_late
    from benefit_at($as_of) as b
    inner join scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as k on b.project is not distinct from k.project
    left join scoped as p on b.project = p.project
    left join conversion($as_of) as c on coalesce(b.currency, p.currency) is not distinct from c.from_currency
    left join profile as f on b.benefit_key = f.benefit
    left join objective_at($as_of) as o on b.objective = o.objective_key
    left join shared as h on b.name = h.name and b.objective is not distinct from h.objective
)

select
    v.benefit_key as benefit, v.code, v.name, v.project, v.project_name, v.objective, v.objective_name, v.owner, v.category, v.measure,
    (v.target_value * v.money_rate)::decimal(18, 2) as target_value, (v.target_to_date * v.money_rate)::decimal(18, 2) as target_to_date,
    (v.actual_to_date * v.money_rate)::decimal(18, 2) as actual_to_date,
    realisation_pct(v.actual_to_date, v.target_to_date) as realisation_pct, v.due, v.share, v.share_sum, v.status,
    v.rating as project_rating, v.expected_finish as project_finish,
    case when v.is_open then v.expected_finish - v.due end as days_late,
    coalesce(v.is_open and (v.rating = 'red' or v.lands_late), false) as at_risk,
    case
        when v.is_open and v.lands_late and v.rating = 'red'
            then 'The project is red and finishes ' || (v.expected_finish - v.due) || ' days after the benefit is due.'
        when v.is_open and v.lands_late then 'The project finishes ' || (v.expected_finish - v.due) || ' days after the benefit is due.'
        when v.is_open and v.rating = 'red' then 'The project that enables it is red.'
    end as at_risk_reason,
    v.owner is null as has_no_owner, coalesce(round(v.share_sum) <> 100, false) as is_miscounted,
    reporting_currency($as_of) as currency, v.import_id, v.sheet, v.row_number
from valued as v
order by coalesce(v.is_open and v.lands_late, false) desc, coalesce(v.is_open and v.rating = 'red', false) desc, v.due nulls last, v.name, v.benefit_key
