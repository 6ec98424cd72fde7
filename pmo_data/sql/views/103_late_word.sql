-- one row per open project whose data is old (10 or 20 points), or that says the same in edition after edition
create or replace macro late_word(as_of) as table
with aged as (
    select
        p.project, p.data_age_days, t.stale_days, t.stale_red_days,
        (
            select count(distinct s.moment) from import_table as i
            inner join import_file as f on i.import_id = f.import_id
            inner join snapshot as s on f.batch = s.batch
            where i.entity = 'project' and i.source = p.source and s.undone_at is null
                and s.moment > p.valid_from and s.moment <= as_of
        ) as editions
    from read_project(as_of) as p
    cross join thresholds(as_of) as t
    where p.is_open
)

select
    a.project, 'timeliness' as dimension, case when a.data_age_days >= a.stale_red_days then 20.0 else 10.0 end as points,
    'project' as entity, a.project as key, 'updated_on' as field,
    'Its data is ' || a.data_age_days::varchar || ' days old.' as reason
from aged as a
where a.data_age_days >= a.stale_days
union all
select
    a.project, 'movement' as dimension, case when a.editions >= 4 then 20.0 else 10.0 end as points,
    'project' as entity, a.project as key, 'updated_on' as field,
    'Nothing has changed in ' || a.editions::varchar || ' editions of its source.' as reason
from aged as a
where a.editions >= 2;
