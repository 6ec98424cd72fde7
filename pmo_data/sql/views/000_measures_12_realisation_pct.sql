-- benefit realised in per cent of what was aimed for
create or replace macro realisation_pct(actual_value, target_value) as
    percentage(actual_value, target_value);
