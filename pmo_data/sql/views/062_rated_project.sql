-- one row per project: derived overall rating, the rating in effect, and which dimension decided
create or replace macro rated_project(as_of) as table
with capped as (
    select
        g.*,
        worse_rating(worse_rating(g.derived_schedule, g.derived_cost), g.derived_benefits) as worst_of_three,
        case
            when 'red' in (g.derived_risk, g.derived_resource, g.derived_governance, g.derived_data) then true
            when g.cap_from = 'amber'
                then 'amber' in (g.derived_risk, g.derived_resource, g.derived_governance, g.derived_data)
            else false
        end as is_capped
    from graded_project(as_of) as g
),

derived as (
    select
        c.*,
        case
            when c.derived_schedule = 'unknown' and c.derived_cost = 'unknown' then 'unknown'
            when c.is_capped then worse_rating(c.worst_of_three, 'amber')
            else c.worst_of_three
        end as derived_overall
    from capped as c
)

select
    d.*,
    worse_rating(d.declared_overall, d.derived_overall) as rating,
    rating_band(worse_rating(d.declared_overall, d.derived_overall)) as band,
    watermelon_gap(d.declared_overall, d.derived_overall) as watermelon_gap,
    watermelon_gap(d.declared_overall, d.derived_overall) >= d.watermelon_from as is_watermelon,
    case
        when d.derived_overall = 'unknown' then 'unknown'
        when d.derived_schedule = d.derived_overall then 'schedule'
        when d.derived_cost = d.derived_overall then 'cost'
        when d.derived_benefits = d.derived_overall then 'benefits'
        when d.derived_risk = 'red' then 'risk'
        when d.derived_governance = 'red' then 'governance'
        when d.derived_resource = 'red' then 'resource'
        when d.derived_data = 'red' then 'data'
        when d.derived_risk = 'amber' then 'risk'
        when d.derived_governance = 'amber' then 'governance'
        when d.derived_resource = 'amber' then 'resource'
        else 'data'
    end as deciding_dimension,
    coalesce(d.absent['declared_overall'], 'missing') as declared_absence,
    coalesce(d.original['declared_overall'], d.declared_overall) as declared_word
from derived as d;
