-- the first day of the month, quarter or year a day falls in, where the year begins with the given month
create or replace macro fiscal_start(grain, a_day, first_month) as (
    case grain
        when 'month' then date_trunc('month', a_day)
        when 'quarter' then date_trunc('quarter', a_day - to_months((first_month - 1)::integer)) + to_months((first_month - 1)::integer)
        else date_trunc('year', a_day - to_months((first_month - 1)::integer)) + to_months((first_month - 1)::integer)
    end
)::date;
