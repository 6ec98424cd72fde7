-- one row per point lost: project, dimension, points, and the row and field that lost it
create or replace macro quality_point(as_of) as table
select m.* from missing_value(as_of) as m
union all
select u.* from unreadable_value(as_of) as u
union all
select c.* from contradiction(as_of) as c
union all
select w.* from late_word(as_of) as w;
