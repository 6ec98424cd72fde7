-- one row per bucket of a dimension: its share of the money of open projects against the target set for it
with scoped as (
    select
        list_extract([p.category, p.department, p.programme_name, p.stage], list_position(
            ['category', 'department', 'programme', 'stage'], $dimension)) as bucket, p.budget, p.rating, p.reporting_currency
    from valued_project($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as p
    where p.is_open
),

actual as (
    select
        coalesce(s.bucket, 'Not stated') as bucket, count(*) as projects, count(*) filter (where s.rating = 'red') as red,
        sum(s.budget) as money, count(s.budget) as money_known
    from scoped as s
    group by 1
),

target as (
    select substr(s.name, length('target_mix:' || $dimension || ':') + 1) as bucket, try_cast(s.value as double) as target_pct
    from setting_at($as_of) as s
    where s.name like 'target_mix:' || $dimension || ':%' and s.value is not null
)

select
    $dimension as dimension, coalesce(a.bucket, t.bucket) as bucket, coalesce(a.projects, 0) as projects, coalesce(a.red, 0) as red, a.money,
    coalesce(a.money_known, 0) as money_known, percentage(coalesce(a.money, 0), sum(a.money) over ()) as share_pct, t.target_pct,
    percentage(coalesce(a.money, 0), sum(a.money) over ()) - t.target_pct as gap_pct, reporting_currency($as_of) as currency
from actual as a
full join target as t on a.bucket = t.bucket
order by a.money desc nulls last, bucket
