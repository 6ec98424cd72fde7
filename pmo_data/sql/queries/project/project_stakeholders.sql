-- one row per stakeholder of the project and channel, those overdue first
with planned as (
    select
        s.*,
        coalesce(s.next_contact, s.last_contact + case
            when regexp_matches(s.frequency, 'dai', 'i') then interval 1 day
            when regexp_matches(s.frequency, 'fortnight|bi-?week|every (two|2|other) week', 'i') then interval 14 day
            when regexp_matches(s.frequency, 'week', 'i') then interval 7 day
            when regexp_matches(s.frequency, 'quarter', 'i') then interval 3 month
            when regexp_matches(s.frequency, 'month', 'i') then interval 1 month
            when regexp_matches(s.frequency, 'annual|year', 'i') then interval 1 year
        end)::date as due
    from stakeholder_at($as_of) as s
    where s.project = $project
)

select
    p.stakeholder_key as stakeholder, p.name, p.role, p.interest, p.influence, p.channel, p.frequency, p.last_contact, p.due,
    case when p.due < status_day($as_of) then status_day($as_of) - p.due end as overdue_days, p.last_contact is null as never,
    p.owner, p.import_id, p.sheet, p.row_number
from planned as p
order by overdue_days desc nulls last, p.due nulls last, p.name, p.channel, p.stakeholder_key
