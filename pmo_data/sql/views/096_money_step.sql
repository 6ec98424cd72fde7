-- one row per project in scope and part of a sum of money: what it was before, each effect that moved it, what it is after
create or replace macro money_step(as_of, compare_with, measure, portfolios, programmes, departments, objectives) as table
with changed as (
    select
        c.*, coalesce(c.after_value, 0) - coalesce(c.before_value, 0) as change,
        case when c.is_new then 'joined' when c.is_out then 'left'
            when (c.before_value is null) <> (c.after_value is null) then 'coverage'
            when c.has_other_base then 'currency' end as whole
    from compared_money(as_of, compare_with, measure, portfolios, programmes, departments, objectives) as c
),

part as (
    select c.*, c.whole as step, c.change as amount from changed as c where c.whole is not null
    union all
    select c.*, 'currency', c.rate_change from changed as c where c.whole is null
    union all
    select c.*, 'rebaselined', c.approved_change from changed as c where c.whole is null
    union all
    select c.*, 'continuing', c.change - c.rate_change - c.approved_change from changed as c where c.whole is null
    union all
    select c.*, 'before', c.before_value from changed as c
    union all
    select c.*, 'after', c.after_value from changed as c
)

select p.step, p.project, p.name, p.programme_name, p.before_value, p.after_value, p.amount, p.is_unconverted
from part as p
where p.amount <> 0 or p.is_new or p.has_left or p.step in ('before', 'after');
