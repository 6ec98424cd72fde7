-- the part of the demand on people for which nobody is named, in per cent of all of it
create or replace macro unfilled_pct(unfilled_fte, asked_fte) as
    percentage(unfilled_fte, asked_fte);
