-- a rating by two limits that improves only once it is better than the limit by a margin: what was worse before holds on
create or replace macro held(measured, amber_from, red_from, before, margin) as
    graded(
        measured, amber_from - case when before in ('amber', 'red') then margin else 0 end,
        red_from - case when before = 'red' then margin else 0 end
    );
