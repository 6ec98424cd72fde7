-- one row per open project and reason why it needs attention by itself, without a comparison
create or replace macro project_reason(as_of) as table
with late_decision as (
    select
        d.project, min(d.due) as due, min_by(d.name, d.due) || ' was due ' || (status_day(as_of) - min(d.due)) || ' days ago'
        || case when count(*) > 1 then ', and ' || (count(*) - 1) || ' more.' else '.' end as reason
    from decision_at(as_of) as d
    where is_open_line(d.status, coalesce(d.closed_on, d.decided_on)) and d.due < status_day(as_of)
    group by d.project
),

judged as (
    select
        p.project,
        [
            {'kind': 'red', 'weight': 50, 'since': s.red_since, 'reason': case when p.rating = 'red' then
                case when p.derived_overall = 'red' then p.derived_rule else 'Declared red. ' || p.derived_rule end end},
            {'kind': 'watermelon', 'weight': (20 + 12 * p.watermelon_gap)::integer, 'since': s.watermelon_since, 'reason': case when p.is_watermelon then
                'Reported ' || replace(p.declared_overall, '_', '/') || ', but the data says ' || p.derived_overall || '. '
                || p.derived_rule end},
            {'kind': 'over_budget', 'weight': 25, 'since': s.over_budget_since,
             'reason': case when p.derived_cost = 'red' then p.derived_cost_rule end},
            {'kind': 'gate_overdue', 'weight': 30, 'since': p.overdue_gate_date,
             'reason': case when p.gate_overdue_days > 0
                then p.overdue_gate || ' is overdue by ' || p.gate_overdue_days || ' days.' end},
            {'kind': 'decision_overdue', 'weight': 40, 'since': d.due, 'reason': d.reason},
            {'kind': 'stale', 'weight': 20, 'since': s.stale_since,
             'reason': case when p.derived_data in ('amber', 'red') then p.derived_data_rule end}
        ] as reasons
    from explained_project(as_of) as p
    left join state_since(as_of) as s on p.project = s.project
    left join late_decision as d on p.project = d.project
    where p.is_open
),

told as (
    select j.project, unnest(list_filter(j.reasons, lambda r: r.reason is not null)) as r from judged as j
)

select t.project, t.r.kind as kind, t.r.weight as weight, t.r.since as since, t.r.reason as reason
from told as t;
