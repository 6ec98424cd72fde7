-- one row per line of the project's registers
select
    l.kind, l.item, l.code, l.name, l.owner, l.status, l.is_open,
    case l.kind when 'risk' then r.band when 'issue' then i.severity when 'action' then a.priority end as severity,
    coalesce(r.score, r.probability * r.impact) as score, r.reporting_emv as emv, reporting_currency($as_of) as currency,
    l.raised_on, l.due, l.reviewed_on,
    case
        when not l.is_open or l.kind in ('decision', 'action') then null
        when l.reviewed_on is null then 'never'
        when t.status_date - l.reviewed_on > t.review_days then 'overdue'
        else 'in_time'
    end as review,
    case when l.is_open then t.status_date - l.reviewed_on end as reviewed_days, l.closed_on, l.age_days, l.overdue_days, r.response, l.comment, l.import_id, l.sheet,
    l.row_number
from raid_line($as_of) as l
cross join thresholds($as_of) as t
left join valued_risk($as_of) as r on l.kind = 'risk' and l.item = r.risk_key
left join issue_at($as_of) as i on l.kind = 'issue' and l.item = i.issue_key
left join action_at($as_of) as a on l.kind = 'action' and l.item = a.action_key
where l.project = $project
order by
    l.is_open desc, list_position(['risk', 'issue', 'decision', 'action', 'assumption'], l.kind), score desc nulls last,
    l.overdue_days desc nulls last, l.due nulls last, l.item
