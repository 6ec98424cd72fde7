-- one row per project with gates that were due and not passed, and what was spent since the first of them was due:
-- what came after a later one came after the first, too, so that no money counts twice
create or replace macro spent_past_gates(as_of) as table
select g.project, arg_min(g.spent_since, g.planned_date) as spent_since from spend_past_gate(as_of) as g group by g.project;
