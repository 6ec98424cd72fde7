-- Who owes overdue actions, how many, and since when?
select a.owner, count(*) as overdue, max(a.overdue_days) as longest_days, min(a.due) as oldest_due
from actions as a
where a.overdue
group by a.owner
order by overdue desc, longest_days desc, a.owner
