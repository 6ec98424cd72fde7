-- one row: the open risks in scope counted and valued, and the actions that are overdue
-- Where no register of them is on file at all their number is not nought but not known.
with fact as (
    select r.*
    from risk_fact($as_of) as r
    semi join scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as s on r.project is not distinct from s.project
)

select
    case when any_value(o.has_risks) then coalesce(sum(f.open_risks), 0)::bigint end as open_risks, coalesce(sum(f.banded_risks), 0)::bigint as rated_risks,
    (case when sum(f.banded_risks) > 0 then sum(f.high_risks) end)::bigint as high_risks,
    sum(f.emv)::decimal(18, 2) as emv, coalesce(sum(f.emv_known), 0)::bigint as emv_known,
    reporting_currency($as_of) as currency, case when any_value(o.has_risks) then coalesce(sum(f.never_reviewed), 0)::bigint end as never_reviewed,
    case when any_value(o.has_actions) then (
        select count(*) from raid_line($as_of) as l
        semi join scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as s on l.project is not distinct from s.project
        where l.kind = 'action' and l.is_open and l.overdue_days is not null
    ) end as overdue_actions
from (
    select exists (select 1 from risk_at($as_of)) as has_risks, exists (select 1 from action_at($as_of)) as has_actions
) as o
left join fact as f on true
