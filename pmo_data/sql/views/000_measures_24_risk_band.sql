-- low, medium, high or very_high by the 25 letters of the risk matrix setting (row = probability 1-5)
create or replace macro risk_band(matrix, probability, impact) as
    case substr(matrix, ((round(probability) - 1) * 5 + round(impact))::integer, 1)
        when 'L' then 'low' when 'M' then 'medium' when 'H' then 'high' when 'V' then 'very_high' end;
