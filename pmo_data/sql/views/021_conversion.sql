-- one row per currency that can be expressed in the reporting currency: units of that for one unit of this
create or replace macro conversion(as_of) as table
with target as (
    select reporting_currency(as_of) as currency, status_day(as_of) as status_date
),

quoted as (
    select r.from_currency, r.to_currency, r.rate, r.valid_on from exchange_rate_at(as_of) as r where r.rate > 0
    union all
    select r.to_currency, r.from_currency, 1 / r.rate, r.valid_on from exchange_rate_at(as_of) as r where r.rate > 0
),

latest as (
    select q.from_currency, arg_max(q.rate, coalesce(q.valid_on, date '1900-01-01')) as rate
    from quoted as q
    inner join target as t on q.to_currency = t.currency
    where q.from_currency <> t.currency and coalesce(q.valid_on <= t.status_date, true)
    group by q.from_currency
)

select t.currency as from_currency, 1.0::double as rate, t.currency as reporting_currency from target as t
union all
select l.from_currency, l.rate, t.currency as reporting_currency from latest as l cross join target as t;
