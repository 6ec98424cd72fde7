-- one row per project that people have said, in settings, to be part of another's split or to have been merged into one
create or replace macro regrouped_project(earlier, later) as table
with said as (
    select starts_with(s.name, 'split_from:') as is_split, split_part(s.name, ':', 1) as how, s.name as setting, s.value as other
    from setting_at(9223372036854775807) as s
    where (starts_with(s.name, 'split_from:') or starts_with(s.name, 'merged_into:')) and s.value is not null
)

select
    substr(d.setting, length(d.how) + 2) as project,
    case when d.is_split then 'new' else 'left' end as movement,
    case when d.is_split then 'Split from “' else 'Merged into “' end || coalesce(b.name, a.name, d.other) || '”; ' as opening
from said as d
left join project_at(earlier) as b on d.other = b.project_key
left join project_at(later) as a on d.other = a.project_key;
