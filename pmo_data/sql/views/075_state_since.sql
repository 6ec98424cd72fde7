-- one row per open project that is red, a watermelon, over its budget or stale: since which status date without a break
create or replace macro state_since(as_of) as table
with told as (
    select
        r.project, r.moment, r.status_date, r.rating = 'red' as is_red, r.is_watermelon, r.derived_cost = 'red' as is_over,
        r.derived_data in ('amber', 'red') as is_stale
    from reading as r
    semi join status_moment(as_of) as m on r.moment = m.moment
    semi join (
        select n.project from reading_at(as_of) as n
        where n.is_open and (n.rating = 'red' or n.is_watermelon or n.derived_cost = 'red' or n.derived_data in ('amber', 'red'))
    ) as now on r.project = now.project
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
