-- one row per project in scope with the words for its ratings; NULL filters mean all
create or replace macro scoped_project(as_of, portfolios, programmes, departments, objectives, ratings) as table
select
    p.*,
    case
        when rating_rank(p.declared_overall) < coalesce(rating_rank(p.derived_overall), 9)
            then 'Declared ' || replace(p.declared_overall, '_', '/') || '. ' || p.derived_rule
        else p.derived_rule
    end as rating_reason
from explained_project(as_of) as p
where is_chosen(as_of, p.project, p.portfolio, p.programme, p.department, p.rating, portfolios, programmes, departments, objectives, ratings);
