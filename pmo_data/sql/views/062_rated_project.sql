-- one row per project: derived overall rating, the rating in effect, and which dimension decided
create or replace macro rated_project(as_of) as table
with ranked as (
    select
        g.*,
        least(rating_rank(g.derived_schedule), rating_rank(g.derived_cost), rating_rank(g.derived_benefits)) as worst_of_three,
        list_contains([g.derived_risk, g.derived_resource, g.derived_governance, g.derived_data], 'red')
        or (g.cap_from = 'amber'
            and list_contains([g.derived_risk, g.derived_resource, g.derived_governance, g.derived_data], 'amber')) as is_capped,
        nullif(concat_ws(
            ',', case when g.derived_schedule <> g.fresh['schedule'] then 'schedule' end, case when g.derived_cost <> g.fresh['cost'] then 'cost' end,
            case when g.derived_benefits <> g.fresh['benefits'] then 'benefits' end, case when g.derived_risk <> g.fresh['risk'] then 'risk' end
        ), '') as waiting_dimensions
    from graded_project(as_of) as g
),

derived as (
    select
        r.*,
        rating_of_rank(
            case when r.derived_schedule <> 'unknown' or r.derived_cost <> 'unknown'
                then least(r.worst_of_three, case when r.is_capped then 3 end) end
        ) as derived_overall
    from ranked as r
),

effective as (
    select
        d.*,
        worse_rating(d.declared_overall, d.derived_overall) as rating,
        watermelon_gap(d.declared_overall, d.derived_overall) as watermelon_gap
    from derived as d
)

select
    e.*,
    rating_band(e.rating) as band,
    coalesce(e.watermelon_gap >= e.watermelon_from, false) as is_watermelon,
    case
        when e.derived_overall = 'unknown' then 'unknown'
        when e.derived_schedule = e.derived_overall then 'schedule'
        when e.derived_cost = e.derived_overall then 'cost'
        when e.derived_benefits = e.derived_overall then 'benefits'
        else coalesce(
            list_extract(['risk', 'governance', 'resource', 'data'], list_position(
                [e.derived_risk, e.derived_governance, e.derived_resource, e.derived_data], 'red')),
            list_extract(['risk', 'governance', 'resource', 'data'], list_position(
                [e.derived_risk, e.derived_governance, e.derived_resource, e.derived_data], 'amber'))
        )
    end as deciding_dimension,
    coalesce(e.absent['declared_overall'], 'missing') as declared_absence,
    coalesce(e.original['declared_overall'], e.declared_overall) as declared_word
from effective as e;
