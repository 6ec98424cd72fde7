-- one row per project in scope; NULL filters mean all
create or replace macro scoped_project(as_of, portfolios, programmes, departments, objectives, ratings) as table
select
    p.*,
    case
        when rating_rank(p.declared_overall) < coalesce(rating_rank(p.derived_overall), 9)
            then 'Declared ' || replace(p.declared_overall, '_', '/') || '. ' || p.derived_rule
        else p.derived_rule
    end as rating_reason
from explained_project(as_of) as p
semi join scope_key(as_of, portfolios, programmes, departments, objectives, ratings) as s on p.project = s.project;
