-- expected value of open risks in per cent of the contingency held
create or replace macro exposure_pct(emv, contingency) as
    percentage(emv, contingency);
