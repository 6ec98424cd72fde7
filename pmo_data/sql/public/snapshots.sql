-- one row per snapshot until the moment: which states of the portfolio there are
select
    s.snapshot, s.status_date, s.label, s.committed_at
from snapshot as s
where s.undone_at is null and s.moment <= $as_of
order by s.moment
