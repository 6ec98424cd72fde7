-- one row per risk with the cell of the matrix it stands in by one of its assessments
create or replace macro scored_risk(as_of, scores) as table
with chosen as (
    select
        r.*,
        list_extract([r.probability, r.inherent_probability, r.residual_probability, r.target_probability], list_position(
            ['current', 'inherent', 'residual', 'target'], scores)) as p,
        list_extract([r.impact, r.inherent_impact, r.residual_impact, r.target_impact], list_position(
            ['current', 'inherent', 'residual', 'target'], scores)) as i
    from valued_risk(as_of) as r
)

select
    c.* exclude (p, i), case when c.p is not null then least(greatest(round(c.p), 1), 5)::integer end as cell_probability,
    case when c.i is not null then least(greatest(round(c.i), 1), 5)::integer end as cell_impact
from chosen as c;
