-- one row per project of which a register says something: whether reports, reviews, owners and evidence are kept
create or replace macro kept_register(as_of) as table
select
    r.project,
    {
        'on_time': bool_and(r.kept) filter (where r."check" = 'report on time'), 'review_age_days': max(r.review_age_days),
        'owned': bool_and(r.kept) filter (where r."check" = 'benefit owners set'),
        'evidenced': bool_and(r.kept) filter (where r."check" = 'gate evidence complete')
    } as kept
from register_row(as_of) as r
group by r.project;
