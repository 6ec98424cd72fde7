-- one row per giving and receiving project with open dependencies between them
with scope as (
    select s.project from scope_key($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as s
),

linked as (
    select
        d.*, coalesce(d.promised_by, d.predecessor_finish) as given_on, coalesce(d.need_by, d.successor_start) as needed_on,
        coalesce(d.promised_by, d.predecessor_finish) - coalesce(d.need_by, d.successor_start) as late_days
    from named_dependency($as_of, null) as d
    where d.crosses_projects
        and (d.predecessor_project in (select s.project from scope as s) or d.successor_project in (select s.project from scope as s))
)

select
    l.predecessor_project as giver, any_value(l.predecessor_project_name) as giver_name, any_value(g.programme_name) as giver_programme,
    any_value(g.rating) as giver_rating, l.successor_project as receiver, any_value(l.successor_project_name) as receiver_name,
    any_value(r.programme_name) as receiver_programme, any_value(r.rating) as receiver_rating, count(*) as links,
    count(*) filter (where l.late_days > 0) as late_links, max(l.late_days) as worst_days,
    max_by(l.name, l.late_days) as worst_name, max_by(l.dependency, l.late_days) as worst_dependency,
    min(l.needed_on) as first_needed, any_value(r.budget * r.rate)::decimal(18, 2) as receiver_budget, reporting_currency($as_of) as currency
from linked as l
left join read_project($as_of) as g on l.predecessor_project = g.project
left join read_project($as_of) as r on l.successor_project = r.project
group by l.predecessor_project, l.successor_project
order by worst_days desc nulls last, links desc, giver_name, receiver_name, giver, receiver
