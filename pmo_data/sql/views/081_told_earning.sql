-- one row per project with a money plan but no earned value by period, and month: percent complete x plan as then told
create or replace macro told_earning(as_of) as table
with planned as (
    select m.project, sum(m.planned_value) as budget_at_completion
    from month_money(as_of) as m
    group by m.project
    having count(m.earned_value) = 0 and sum(m.planned_value) > 0
),

told as (
    select r.project, date_trunc('month', r.status_date)::date as month, max_by(r.percent_complete, r.moment) as percent_complete
    from reading as r
    semi join status_moment(as_of) as s on r.moment = s.moment
    where r.percent_complete is not null
    group by 1, 2
)

select
    t.project, t.month,
    t.percent_complete / 100 * p.budget_at_completion
    - coalesce(lag(t.percent_complete) over (partition by t.project order by t.month), 0) / 100 * p.budget_at_completion as earned_value
from told as t
inner join planned as p on t.project = p.project;
