-- one row per declared and derived rating that occur together
select
    coalesce(p.declared_overall, case when p.declared_absence = 'withheld' then 'withheld' else 'missing' end) as declared,
    p.derived_overall as derived,
    case
        when any_value(p.watermelon_gap) is null then 'not comparable'
        when any_value(p.watermelon_gap) > 0 then 'optimistic'
        when any_value(p.watermelon_gap) < 0 then 'pessimistic'
        else 'match'
    end as verdict,
    any_value(p.watermelon_gap) as gap,
    count(*) as projects,
    list(p.name order by p.name, p.project) as names
from chosen_project($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as p
group by 1, 2
order by gap desc nulls last, declared, derived
