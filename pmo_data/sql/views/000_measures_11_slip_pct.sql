-- finish slip in per cent of the baseline's duration; positive is late
create or replace macro slip_pct(slip_days, baseline_duration_days) as
    percentage(slip_days, case when baseline_duration_days > 0 then baseline_duration_days end);
