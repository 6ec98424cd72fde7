-- what projects are grouped by to show what they serve: as asked, or objectives, or the first grouping there is
create or replace macro alignment_dimension(as_of, dimension) as (
    with counted as (
        select
            count(distinct p.category) as categories, count(distinct p.programme) as programmes,
            count(distinct p.department) as departments, count(distinct p.portfolio) as portfolios
        from project_at(as_of) as p
    )

    select case
        when dimension <> 'auto' then dimension
        when exists (select 1 from contribution_at(as_of)) then 'objective'
        when c.categories > 1 then 'category'
        when c.programmes > 1 then 'programme'
        when c.departments > 1 then 'department'
        when c.portfolios > 1 then 'portfolio'
        else 'objective'
    end
    from counted as c
);
