-- a rating by two limits: red from the second, amber from the first; NULL stays unknown
create or replace macro graded(measured, amber_from, red_from) as
    coalesce(list_extract(['green', 'amber', 'red'], 1 + (measured >= amber_from)::integer + (measured >= red_from)::integer), 'unknown');
