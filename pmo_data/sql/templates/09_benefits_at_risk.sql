-- Which benefits are at risk, whose are they, and how much is aimed for?
select b.objective_name, b.name, b.project_name, b.owner, b.target_value, b.currency, b.due, b.at_risk_reason
from benefits as b
where b.at_risk
order by b.target_value desc nulls last, b.name, b.project_name
