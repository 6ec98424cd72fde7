-- one row per status date and declared rating
with told as (
    -- the portfolio as it was at each date: projects that have left since were part of it
    select
        r.project, r.moment, r.status_date, p.declared_overall, p.absent['declared_overall'] as absence
    from reading as r
    semi join status_moment($as_of) as m on r.moment = m.moment
    inner join project as p on r.project = p.key and r.moment >= p.valid_from and r.moment < p.valid_to
    where ($portfolios is null or list_contains($portfolios, r.portfolio))
        and ($programmes is null or list_contains($programmes, p.programme))
        and ($departments is null or list_contains($departments, p.department))
)

select
    t.status_date, t.moment,
    coalesce(t.declared_overall, case when t.absence = 'withheld' then 'withheld' else 'unknown' end) as rating,
    count(*) as projects
from told as t
where ($objectives is null and $ratings is null) or t.project in (
    select s.project from scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as s where s.project is not null
)
group by 1, 2, 3
order by t.moment, rating_rank(rating) desc nulls last, rating
