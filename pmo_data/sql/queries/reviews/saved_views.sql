-- reviews/saved_views
-- one row per view that is kept, one's own and everybody's
select v.code as view, v.name, v.page, v.address, v.owner, v.owner is null as is_shared
from saved_view_at($as_of) as v
where coalesce(v.state, 'kept') = 'kept' and (v.owner is null or v.owner = $who)
order by v.name, v.code
