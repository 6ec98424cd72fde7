-- one row per project read before: its derived ratings at the status date before a moment's own, and what its data
-- alone said at as many status dates as an improvement has to last, this one not counted
create or replace macro reading_before(as_of) as table
with told as (
    -- the last reading of each earlier status date: what is written on the same day is one reading with it
    select max(s.moment) as moment, row_number() over (order by s.status_date desc) as place
    from snapshot as s
    where s.undone_at is null and s.moment <= as_of and s.status_date < status_day(as_of)
    group by s.status_date
    qualify place < greatest(2, (select t.improve_after_snapshots from thresholds(as_of) as t))
)

select
    r.project,
    any_value(r.derived_schedule) filter (where t.place = 1) as derived_schedule,
    any_value(r.derived_cost) filter (where t.place = 1) as derived_cost,
    any_value(r.derived_benefits) filter (where t.place = 1) as derived_benefits,
    any_value(r.derived_risk) filter (where t.place = 1) as derived_risk,
    list(rating_rank(r.fresh['schedule'])) as schedule_ranks,
    list(rating_rank(r.fresh['cost'])) as cost_ranks,
    list(rating_rank(r.fresh['benefits'])) as benefits_ranks,
    list(rating_rank(r.fresh['risk'])) as risk_ranks
from reading as r
inner join told as t on r.moment = t.moment
group by r.project;
