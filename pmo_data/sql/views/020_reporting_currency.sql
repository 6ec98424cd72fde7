-- the currency sums are made in: as set, or else the one most projects use (which may be NULL: not stated)
create or replace macro reporting_currency(as_of) as (
    with counted as (
        select p.currency, count(*) as projects
        from project as p
        where in_force(p.valid_from, p.valid_to, as_of)
            and coalesce(p.approved_budget, p.whole_life_cost, p.forecast_cost, p.actual_cost) is not null
        group by p.currency
    )

    select coalesce(
        (
            select any_value(s.value) from setting as s
            where in_force(s.valid_from, s.valid_to, as_of) and lower(s.name) = 'reporting_currency'
        ),
        (select c.currency from counted as c order by c.projects desc, c.currency nulls last limit 1)
    )
);
