-- reviews/review_items
-- one row per item on a review's agenda, with the actions agreed there
with agreed as (
    select
        a.concerns as item, count(*) as actions,
        string_agg(concat(a.name, ' (' || a.owner || ')', ', due ' || a.due::varchar), '; ' order by a.due nulls last, a.code) as words
    from action_at($as_of) as a
    where a.concerns is not null
    group by a.concerns
)

select
    i.code as item, i.review, i.place::integer as place, i.name, i.project, i.decision, i.reason, i.note, i.outcome,
    coalesce(g.actions, 0) as actions, g.words as agreed, i.pinned
from review_item_at($as_of) as i
left join agreed as g on i.code = g.item
where i.review = $review
order by i.place, i.code
