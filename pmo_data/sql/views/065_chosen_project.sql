-- one row per project in scope, without the words for its ratings, which take longer to plan than all else; NULL filters mean all
create or replace macro chosen_project(as_of, portfolios, programmes, departments, objectives, ratings) as table
select p.*
from read_project(as_of) as p
where (portfolios is null or list_contains(portfolios, p.portfolio))
    and (programmes is null or list_contains(programmes, p.programme))
    and (departments is null or list_contains(departments, p.department))
    and (ratings is null or list_contains(ratings, p.rating))
    and (objectives is null or p.project in (
        select c.project from contribution_at(as_of) as c where list_contains(objectives, c.objective) and c.project is not null
    ));
