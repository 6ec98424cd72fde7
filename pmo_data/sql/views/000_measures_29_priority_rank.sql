-- a priority in the organisation's words as a number, the lower the more urgent; what says nothing stands in the middle
create or replace macro priority_rank(priority) as
coalesce(
    try_cast(regexp_extract(priority, '\d+') as double),
    case
        when regexp_matches(lower(priority), 'critical|highest|must|urgent|top') then 0
        when regexp_matches(lower(priority), 'high') then 1
        when regexp_matches(lower(priority), 'lowest|could|won') then 4
        when regexp_matches(lower(priority), 'low') then 3
        else 2
    end
);
