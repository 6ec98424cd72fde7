-- one row per project in scope: how often its declared and its derived rating changed over the status dates
with told as (
    select
        p.key as project, m.moment, m.status_date, p.declared_overall as declared, r.derived_overall as derived,
        bool_or(p.declared_overall in ('amber_green', 'amber_red')) over (partition by m.moment) as has_half
    from status_moment($as_of) as m
    inner join project as p on m.moment >= p.valid_from and m.moment < p.valid_to
    left join reading as r on m.moment = r.moment and p.key = r.project
),

stepped as (
    select
        t.*, rating_rank(t.declared) - rating_rank(lag(t.declared) over dates) as declared_steps,
        rating_rank(t.derived) - rating_rank(lag(t.derived) over dates) as derived_steps,
        coalesce(t.has_half <> lag(t.has_half) over dates, false) as has_other_scale
    from told as t
    window dates as (partition by t.project order by t.moment)
),

counted as (
    select
        s.project, count(*) as status_dates, count(rating_rank(s.declared)) as people_dates,
        -- one step that a change between five points and three makes by itself is no change of mind
        count(*) filter (where s.declared_steps <> 0 and not (s.has_other_scale and abs(s.declared_steps) = 1)) as people_changes,
        count(*) filter (where s.derived_steps <> 0) as data_changes,
        max(s.status_date) filter (where s.declared_steps <> 0) as people_changed_on,
        max(s.status_date) filter (where s.derived_steps <> 0) as data_changed_on
    from stepped as s
    group by s.project
)

select
    p.project, p.name, p.programme_name, p.manager, p.rating, coalesce(p.declared_overall, 'unknown') as declared, p.derived_overall as derived,
    c.status_dates, c.people_dates, c.people_changes, c.data_changes, c.people_changed_on, c.data_changed_on
from chosen_project($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as p
inner join counted as c on p.project = c.project
order by c.data_changes - c.people_changes desc, p.name, p.project
