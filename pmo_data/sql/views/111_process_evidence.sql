-- one row per row of a source by which a process of an open project was judged at a moment, and whether that row kept it
-- `limits_at` is the moment whose limits count. A lost point of quality has no row of its own to keep: NULL.
create or replace macro process_evidence(as_of, limits_at) as table
with living as (
    select p.* from read_project(as_of) as p where p.is_open
),

told as materialized (
    select r.* from register_evidence(as_of, limits_at) as r semi join living as l on r.project = l.project
)

select t.* from told as t
union all
select 'report on time', l.project, null, 'report', false, 'none for this status date', l.import_id, l.sheet, l.row_number
from living as l
anti join told as t on l.project = t.project and t."check" = 'report on time'
where exists (select 1 from status_report_at(limits_at))
union all
select 'baseline approved', l.project, l.baseline_finish, null, l.baseline_finish is not null and l.budget is not null,
    concat_ws(', ', case when l.baseline_finish is null then 'no baseline finish' else 'baseline finish there' end,
        case when l.budget is null then 'no budget' else 'budget there' end), l.import_id, l.sheet, l.row_number
from living as l
union all
select 'data fresh', l.project, null, null, l.data_age_days <= d.stale_days, concat(l.data_age_days, ' days old'),
    l.import_id, l.sheet, l.row_number
from living as l cross join thresholds(limits_at) as d
union all
select 'data quality met', l.project, null, null, case when q.points is null then true end,
    coalesce(concat(q.points, ' points lost: ', q.reason), 'no point lost'), l.import_id, l.sheet, l.row_number
from living as l
left join quality_point(as_of) as q on l.project = q.project;
