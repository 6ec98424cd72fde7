-- one row per gate that was due, was not passed, and what was spent in the months that began after it was due
create or replace macro spend_past_gate(as_of) as table
with unpassed as (
    select g.project, g.name, g.planned_date, g.outcome, g.chair, g.gate_key
    from gate_at(as_of) as g
    where g.planned_date < status_day(as_of)
        and (g.actual_date is null or coalesce(g.outcome, '') in ('failed', 'deferred'))
),

-- summed by the gate's key alone: names need not be compared to tell gates apart
spent as (
    select u.gate_key, sum(s.actual_cost) as spent_since, max(s.month) as last_month
    from unpassed as u
    inner join period_money(as_of) as s on u.project = s.project and s.month > u.planned_date and s.is_past
    group by u.gate_key
)

select
    u.gate_key as gate, u.project, u.name as gate_name, u.planned_date, u.outcome, u.chair,
    status_day(as_of) - u.planned_date as overdue_days, s.spent_since, s.last_month
from unpassed as u
left join spent as s on u.gate_key = s.gate_key;
