-- full-time equivalents that an assignment asks for, as stated or as a share of one person's time in per cent
create or replace macro asked_fte(fte, share) as coalesce(fte, share / 100);
