-- one row per project and dimension of quality that lost points: of the 20 it has, no more
create or replace macro lost_quality(as_of) as table
select q.project, q.dimension, least(20, sum(q.points)) as points, count(*) as reasons
from quality_point(as_of) as q
group by q.project, q.dimension;
