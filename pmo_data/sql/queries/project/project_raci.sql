-- one row per milestone of the project, and per task, or the project itself, for which somebody carries a responsibility
with own as (
    select
        t.task_key, t.code, t.name, coalesce(is_a_milestone(t.milestone, t.duration_days), false) as is_milestone, t.row_number,
        coalesce(t.actual_finish, t.forecast_finish, t.planned_finish) as finish, t.actual_finish is not null as is_done
    from task_at($as_of) as t
    where t.project = $project
),

said as (
    select
        a.task, coalesce(p.name, a.person) as name,
        (select min(o.task_key) from own as o where a.task in (o.task_key, o.code) or lower(a.task) = lower(o.name)) as task_key,
        case when regexp_full_match(upper(a.responsibility), '[RACI/,;&+ ]+') then upper(a.responsibility)
            else upper(left(a.responsibility, 1)) end as letters
    from assignment_at($as_of) as a
    left join person_at($as_of) as p on a.person = p.person_key
    where a.project = $project and a.responsibility is not null and a.person is not null
),

held as (
    select
        min(s.task) as task, s.task_key,
        string_agg(distinct s.name, ', ' order by s.name) filter (where contains(s.letters, 'R')) as responsible,
        string_agg(distinct s.name, ', ' order by s.name) filter (where contains(s.letters, 'A')) as accountable,
        string_agg(distinct s.name, ', ' order by s.name) filter (where contains(s.letters, 'C')) as consulted,
        string_agg(distinct s.name, ', ' order by s.name) filter (where contains(s.letters, 'I')) as informed,
        count(distinct s.name) filter (where contains(s.letters, 'A')) as accountable_people, true as has_raci
    from said as s
    group by s.task_key, case when s.task_key is null then lower(s.task) end
),

listed as (
    select o.* from own as o where o.is_milestone or o.task_key in (select h.task_key from held as h)
)

select
    l.task_key as task, coalesce(l.name, h.task, 'The project as a whole') as name, coalesce(l.is_milestone, false) as is_milestone,
    l.finish, coalesce(l.is_done, false) as is_done, h.responsible, h.accountable, h.consulted, h.informed,
    coalesce(h.has_raci, false) as has_raci,
    case
        when h.accountable is null then 'Nobody is accountable'
        when h.accountable_people > 1 then 'More than one is accountable'
        when h.responsible is null then 'Nobody is responsible'
    end as fault
from held as h
full outer join listed as l on h.task_key = l.task_key
order by l.task_key is not null, l.finish nulls last, l.row_number, name, h.task
