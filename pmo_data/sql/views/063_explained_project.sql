-- one row per project: the rule that fired for each dimension, in words with the numbers
create or replace macro explained_project(as_of) as table
with worded as (
    select
        p.*,
        case
            when p.slip_days is null then 'Schedule is not known: baseline or expected finish is missing.'
            else concat(
                case when p.slip_days > 0 then 'Finish is ' || p.slip_days || ' days later than the baseline'
                    when p.slip_days < 0 then 'Finish is ' || -p.slip_days || ' days earlier than the baseline'
                    else 'Finish is as in the baseline' end,
                case when p.slip_pct is not null then format(' ({:.0f} % of its duration)', p.slip_pct) end,
                case when p.overdue_days is not null then ' and passed ' || p.overdue_days || ' days ago' end, '.'
            )
        end as derived_schedule_rule,
        case
            when p.expected_cost is not null and p.budget > 0 then format(
                'Expected cost ({}) is {:.0f} % {} the {}.', p.expected_cost_basis, abs(p.graded_cost_pct),
                case when p.graded_cost_pct >= 0 then 'over' else 'under' end, p.budget_basis)
            when p.graded_cost_pct is not null
                then format('The financial year''s variance is {:.0f} %.', p.graded_cost_pct)
            else 'Cost is not known: budget or expected cost is missing.'
        end as derived_cost_rule,
        case
            when p.due_target > 0 then format('{:.0f} % of the benefits due by now came.', realisation_pct(p.due_actual, p.due_target))
            when p.next_benefit_due < p.expected_finish then 'A benefit is due before the project finishes.'
            when p.derived_benefits = 'green' then 'The project finishes before its next benefit is due.'
            else 'Benefits are not known.'
        end as derived_benefits_rule,
        case
            when p.exposure_pct is not null then format('Open risks are worth {:.0f} % of the contingency.', p.exposure_pct)
            when p.banded_risks > 0 then p.high_risks || ' of ' || p.open_risks || ' open risks are high.'
            else 'Risk is not known: no open risk carries scores.'
        end as derived_risk_rule,
        case when p.highest_load_pct is null then 'Load of people is not known.'
            else format('The busiest of {} people is loaded {:.0f} %.', p.people, p.highest_load_pct) end as derived_resource_rule,
        case when p.gates is null then 'No gates are known.'
            when p.gate_overdue_days is null then 'No gate is overdue.'
            else p.overdue_gate || ' is overdue by ' || p.gate_overdue_days || ' days.' end as derived_governance_rule,
        case when p.data_age_days is null then 'Age of the data is not known.'
            else 'Data is ' || p.data_age_days || ' days old.' end as derived_data_rule
    from rated_project(as_of) as p
)

select
    w.*,
    case w.deciding_dimension
        when 'schedule' then w.derived_schedule_rule when 'cost' then w.derived_cost_rule
        when 'benefits' then w.derived_benefits_rule when 'risk' then 'Capped at amber: ' || w.derived_risk_rule
        when 'resource' then 'Capped at amber: ' || w.derived_resource_rule
        when 'governance' then 'Capped at amber: ' || w.derived_governance_rule
        when 'data' then 'Capped at amber: ' || w.derived_data_rule
        else 'Neither schedule nor cost is known.' end as derived_rule
from worded as w;
