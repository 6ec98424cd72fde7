-- one row per status date and declared rating
with scope as (
    select s.project from scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as s
)

select
    m.status_date, m.moment,
    coalesce(p.declared_overall, case when p.absent['declared_overall'] = 'withheld' then 'withheld' else 'unknown' end) as rating,
    count(*) as projects
from status_moment($as_of) as m
inner join project as p on m.moment >= p.valid_from and m.moment < p.valid_to
semi join scope as s on p.key = s.project
group by 1, 2, 3
order by m.moment, rating_rank(rating) desc nulls last, rating
