-- expected monetary value: probability x impact; an opportunity counts against the threats
create or replace macro expected_value(probability_pct, impact_cost, kind) as
    probability_pct / 100 * impact_cost::double * case when kind = 'opportunity' then -1 else 1 end;
