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
-- the conditions of chosen_project once more: as a join they would double the time it takes to plan every question
where (portfolios is null or list_contains(portfolios, p.portfolio))
    and (programmes is null or list_contains(programmes, p.programme))
    and (departments is null or list_contains(departments, p.department))
    and (ratings is null or list_contains(ratings, p.rating))
    and (objectives is null or p.project in (
        select c.project from contribution_at(as_of) as c where list_contains(objectives, c.objective) and c.project is not null
    ));
