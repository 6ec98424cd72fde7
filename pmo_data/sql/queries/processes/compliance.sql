-- one row per department or project with something to look at, status date and check
with scope as materialized (
    select p.project, case $by when 'name' then p.name else coalesce(p.department, 'No department') end as who
    from read_project($as_of) as p
    semi join scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as s on p.project = s.project
),

tally as (
    select
        s.who, l.status_date,
        [
            count_if(l.on_time), count_if(l.reviewed), count_if(l.has_baseline), count_if(l.owned), count_if(l.evidenced), count_if(l.gates_held),
            count_if(l.fresh), count_if(l.accurate), count_if(l.good)
        ] as kept,
        [
            count(l.on_time), count(l.reviewed), count(l.has_baseline), count(l.owned), count(l.evidenced), count(l.gates_held), count(l.fresh),
            count(l.accurate), count(l.good)
        ] as measured
    from process_kept($as_of) as l
    inner join scope as s on l.project = s.project
    group by s.who, l.status_date
),

-- each tally is read at its place: to unfold all of it would make nine rows of each before the one asked for is chosen
asked as (
    select c.place, c."check"
    from (
        values (1, 'report on time'), (2, 'risks reviewed'), (3, 'baseline approved'), (4, 'benefit owners set'), (5, 'gate evidence complete'),
            (6, 'gates held'), (7, 'data fresh'), (8, 'forecasts accurate'), (9, 'data quality met')
    ) as c (place, "check")
    where $one_check is null or c."check" = $one_check
),

counted as (
    select t.who, t.status_date, a."check", t.kept[a.place] as kept, t.measured[a.place] as measured
    from tally as t
    cross join asked as a
    where t.measured[a.place] > 0
),

ranked as (
    select c.who, c."check", row_number() over (partition by c."check" order by percentage(sum(c.kept), sum(c.measured)), c.who) as place
    from counted as c
    group by c.who, c."check"
)

select c.who, c.status_date, c."check", c.kept::bigint as kept, c.measured, percentage(c.kept, c.measured) as kept_pct
from counted as c
inner join ranked as r on c.who is not distinct from r.who and c."check" = r."check"
where $most is null or r.place <= $most
order by c.status_date, c.who, c."check"
