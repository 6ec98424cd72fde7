-- one row per project (NULL where risks name none): its open risks counted, valued and aged
create or replace macro risk_fact(as_of) as table
select
    r.project,
    count(*) as open_risks,
    count(*) filter (where r.band in ('high', 'very_high')) as high_risks,
    count(*) filter (where r.band is not null) as banded_risks,
    count(*) filter (where coalesce(r.kind, 'threat') = 'threat') as threats,
    count(*) filter (where r.kind = 'opportunity') as opportunities,
    sum(r.reporting_emv) as emv,
    count(r.reporting_emv) as emv_known,
    max(r.age_days) as oldest_days,
    count(*) filter (where r.reviewed_on is null) as never_reviewed,
    count(*) filter (where r.review_is_old) as not_reviewed_lately,
    count(*) filter (where r.overdue) as overdue_risks,
    avg(coalesce(r.score, r.probability * r.impact)) as mean_score
from valued_risk(as_of) as r
where r.is_open
group by r.project;
