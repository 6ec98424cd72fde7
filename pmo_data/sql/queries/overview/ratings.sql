-- one row per rating
with scoped as (
    select
        p.declared_word, p.derived_overall, p.rating,
        coalesce(p.declared_overall, case when p.declared_absence = 'withheld' then 'withheld' else 'missing' end) as declared_overall
    from chosen_project($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as p
),

counted as (
    select s.declared_overall as rating, count(*) as declared, 0 as derived, 0 as effective from scoped as s group by 1
    union all
    select s.derived_overall as rating, 0 as declared, count(*) as derived, 0 as effective from scoped as s group by 1
    union all
    select s.rating, 0 as declared, 0 as derived, count(*) as effective from scoped as s group by 1
),

word as (
    select w.declared_overall as rating, string_agg(w.declared_word || ' ' || w.projects, ', ' order by w.projects desc, w.declared_word) as words
    from (
        select s.declared_overall, s.declared_word, count(*) as projects
        from scoped as s where s.declared_word is not null group by 1, 2
    ) as w
    group by w.declared_overall
)

select
    c.rating, sum(c.declared)::bigint as declared, sum(c.derived)::bigint as derived,
    sum(c.effective)::bigint as effective, (select count(*) from scoped) as projects, any_value(w.words) as words
from counted as c
left join word as w on c.rating = w.rating
group by c.rating
order by rating_rank(c.rating) desc nulls last, list_position(['unknown', 'withheld', 'missing'], c.rating), c.rating
