-- one row per project of an earlier moment that goes by another key at a later one, as people have said in settings
-- Who is who depends on no moment, so what was said last holds for every comparison; two renames are followed.
create or replace macro renamed_project(earlier, later) as table
with said as (
    select substr(s.name, 9) as was, s.value as project
    from setting_at(9223372036854775807) as s
    where starts_with(s.name, 'renamed:') and s.value is not null
),

followed as (
    select s.was, s.project as first_project, n.project as next_project
    from said as s
    left join said as n on s.project = n.was
),

landed as (
    select
        f.was, case when f.first_project in (select p.project_key from project_at(later) as p) then f.first_project
            else f.next_project end as project
    from followed as f
)

select l.was, l.project
from landed as l
where l.project is not null and l.project not in (select p.project_key from project_at(earlier) as p);
