-- reviews/reviews
-- one row per review, the latest first
select
    r.code as review, r.name, s.snapshot as frozen_at, s.moment, s.status_date, r.held_on, r.chair, r.attendees,
    coalesce(r.state, 'open') as state, r.minutes
from review_at($as_of) as r
left join snapshot as s on r.frozen_at = s.snapshot and s.undone_at is null
order by r.held_on desc nulls last, r.code desc
