-- Which projects are declared better than their data says, and what does the data say?
select p.name, p.declared_overall, p.derived_overall, p.watermelon_gap, p.rating_reason, p.manager, p.updated_on
from projects as p
where p.watermelon_gap > 0
order by p.watermelon_gap desc, p.budget desc nulls last, p.name
