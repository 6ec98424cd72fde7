-- whether a task is a milestone: said to be one, or said nothing of and without duration; NULL where neither is known
-- Said by "or", the reading of tasks can decide it before it reads their other columns; a coalesce is worked out after.
create or replace macro is_a_milestone(milestone, duration_days) as
    milestone or (milestone is null and duration_days = 0);
