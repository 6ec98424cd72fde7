-- one row per currency with a rate into the given one, as known at a moment: units of that for one unit of this
create or replace macro rate_into(as_of, target) as table
with quoted as (
    select r.from_currency, r.to_currency, r.rate, r.valid_on from exchange_rate_at(as_of) as r where r.rate > 0
    union all
    select r.to_currency, r.from_currency, 1 / r.rate, r.valid_on from exchange_rate_at(as_of) as r where r.rate > 0
)

select q.from_currency, arg_max(q.rate, coalesce(q.valid_on, date '1900-01-01')) as rate
from quoted as q
where q.to_currency = target and q.from_currency <> target and coalesce(q.valid_on <= status_day(as_of), true)
group by q.from_currency;
