-- a rating by two limits: red from the second, amber from the first; NULL stays unknown
create or replace macro graded(measured, amber_from, red_from) as
    case when measured is null then 'unknown' when measured >= red_from then 'red' when measured >= amber_from then 'amber'
        else 'green' end;
