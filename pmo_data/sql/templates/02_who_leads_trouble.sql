-- Who leads more than one project that is red or amber, and how much money is that?
select
    p.manager, p.currency, count(*) as projects, sum(p.budget) as budget,
    string_agg(p.name, ', ' order by p.name) as which
from projects as p
where p.rating in ('red', 'amber', 'amber_red') and p.manager is not null
group by p.manager, p.currency
having count(*) > 1
order by projects desc, p.manager, p.currency
