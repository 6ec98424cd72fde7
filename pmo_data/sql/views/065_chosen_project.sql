-- one row per project in scope, without the words for its ratings, which take longer to plan than all else; NULL filters mean all
create or replace macro chosen_project(as_of, portfolios, programmes, departments, objectives, ratings) as table
select p.*
from read_project(as_of) as p
where is_chosen(as_of, p.project, p.portfolio, p.programme, p.department, p.rating, portfolios, programmes, departments, objectives, ratings);
