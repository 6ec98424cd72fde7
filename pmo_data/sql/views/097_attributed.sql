-- one row per project and effect: what moved a sum of money between two moments; adds up to the difference, to the cent
create or replace macro attributed(as_of, compare_with, measure, portfolios, programmes, departments, objectives) as table
select s.step as effect, s.project, s.name, s.programme_name, s.before_value, s.after_value, s.amount as change, s.is_unconverted
from money_step(as_of, compare_with, measure, portfolios, programmes, departments, objectives) as s
where s.step not in ('before', 'after');
