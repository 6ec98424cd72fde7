-- whether filters choose a project; NULL filters choose all
create or replace macro is_chosen(
    as_of, project, portfolio, programme, department, rating, portfolios, programmes, departments, objectives, ratings
) as
    (portfolios is null or list_contains(portfolios, portfolio))
    and (programmes is null or list_contains(programmes, programme))
    and (departments is null or list_contains(departments, department))
    and (ratings is null or list_contains(ratings, rating))
    and (objectives is null or project in (
        select c.project from contribution as c
        where in_force(c.valid_from, c.valid_to, as_of) and list_contains(objectives, c.objective) and c.project is not null
    ));
