-- probability in per cent: stated, or the middle of the five-point scale's class (1 = 10 %, 5 = 90 %)
create or replace macro probability_pct_of(stated_pct, probability) as
    coalesce(stated_pct, probability * 20 - 10);
