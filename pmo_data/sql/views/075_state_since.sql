-- one row per project: since which status date each of its present states has held without a break
create or replace macro state_since(as_of) as table
with told as (
    select
        r.project, r.moment, r.status_date, r.rating = 'red' as is_red, r.is_watermelon, r.derived_cost = 'red' as is_over,
        r.derived_data in ('amber', 'red') as is_stale
    from reading as r
    semi join status_moment(as_of) as m on r.moment = m.moment
),

broken as (
    select
        t.project, coalesce(max(t.moment) filter (where not t.is_red), -1) as last_not_red,
        coalesce(max(t.moment) filter (where not t.is_watermelon), -1) as last_not_watermelon,
        coalesce(max(t.moment) filter (where not t.is_over), -1) as last_not_over,
        coalesce(max(t.moment) filter (where not t.is_stale), -1) as last_not_stale
    from told as t
    group by t.project
)

select
    t.project,
    min(t.status_date) filter (where t.moment > b.last_not_red) as red_since,
    min(t.status_date) filter (where t.moment > b.last_not_watermelon) as watermelon_since,
    min(t.status_date) filter (where t.moment > b.last_not_over) as over_budget_since,
    min(t.status_date) filter (where t.moment > b.last_not_stale) as stale_since
from told as t
inner join broken as b on t.project = b.project
group by t.project;
