-- value earned as a percentage of the budget at completion
create or replace macro percent_earned(earned_value, budget_at_completion) as
    percentage(earned_value, budget_at_completion);
