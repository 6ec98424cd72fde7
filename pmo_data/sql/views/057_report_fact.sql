-- one row per project with status reports: the latest
create or replace macro report_fact(as_of) as table
select r.project, max(r.report_date) as last_report from status_report_at(as_of) as r group by r.project;
