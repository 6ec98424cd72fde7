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
                format(' ({:.0f} % of its duration)', p.slip_pct),
                ' and passed ' || p.overdue_days || ' days ago', '.'
            )
        end as derived_schedule_rule,
        case
            when p.expected_cost is not null and p.budget > 0 then format(
                'Expected cost ({}) is {:.0f} % {} the {}.', p.expected_cost_basis, abs(p.graded_cost_pct),
                case when p.graded_cost_pct >= 0 then 'over' else 'under' end, p.budget_basis)
            when p.graded_cost_pct is not null then format('The financial year''s variance is {:.0f} %.', p.graded_cost_pct)
            when p.budget = 0 and p.expected_cost is not null then 'Cost is not known as a share: the ' || p.budget_basis || ' is 0.'
            else 'Cost is not known: budget or expected cost is missing.'
        end as derived_cost_rule,
        case
            when p.benefit_shortfall_pct is not null
                then format('Benefits due by now fell short by {:.0f} %.', greatest(p.benefit_shortfall_pct, 0))
            when p.next_benefit_due < p.expected_finish then 'A benefit is due before the project finishes.'
            when p.derived_benefits = 'green' then 'The project finishes before its next benefit is due.'
            else 'Benefits are not known.'
        end as derived_benefits_rule,
        case
            when p.exposure_pct is not null then format('Open risks are worth {:.0f} % of the contingency.', p.exposure_pct)
            when p.banded_risks > 0 then p.high_risks || ' of ' || p.open_risks || ' open risks are high.'
            else 'Risk is not known: no open risk carries scores.'
        end as derived_risk_rule,
        coalesce(nullif(concat_ws(
            ' ', format('Nobody is named for {:.1f} of {:.1f} full-time equivalents asked for.', p.demand.unfilled_fte, p.demand.asked_fte),
            format('{} is loaded {:.0f} %.', case p.people when 1 then 'The one person named' else 'The busiest of ' || p.people || ' people' end, p.highest_load_pct)
        ), ''), 'Load of people is not known.') as derived_resource_rule,
        case when p.gates is null then 'No gates are known.'
            else coalesce(p.overdue_gate || ' is overdue by ' || p.gate_overdue_days || ' days.', 'No gate is overdue.')
        end as derived_governance_rule,
        coalesce('Data is ' || p.data_age_days || ' days old.', 'Age of the data is not known.') as derived_data_rule
    from read_project(as_of) as p
)

select
    w.*,
    case when list_contains(string_split(w.waiting_dimensions, ','), w.deciding_dimension)
        then 'Was worse before and has not been better for as many status dates in a row as are set. '
        when list_contains(string_split(w.held_dimensions, ','), w.deciding_dimension)
        then 'Was worse before and is not yet better by the margin set. ' else '' end || case w.deciding_dimension
        when 'schedule' then w.derived_schedule_rule when 'cost' then w.derived_cost_rule
        when 'benefits' then w.derived_benefits_rule when 'risk' then 'Capped at amber: ' || w.derived_risk_rule
        when 'resource' then 'Capped at amber: ' || w.derived_resource_rule
        when 'governance' then 'Capped at amber: ' || w.derived_governance_rule
        when 'data' then 'Capped at amber: ' || w.derived_data_rule
        else 'Neither schedule nor cost is known.' end as derived_rule
from worded as w;
