-- Where does risk gather: open risks and their expected value by category and currency?
select
    coalesce(r.category, 'No category') as category, r.currency, count(*) as open_risks,
    count(*) filter (where r.band in ('high', 'very_high')) as high, round(sum(r.emv)) as expected_value
from risks as r
where r.is_open
group by all
order by expected_value desc nulls last, category, r.currency
