-- one row per page and measure
with counted as (
    select k.* from known_of($as_of, $portfolios, $programmes, $departments, $objectives, $ratings) as k
),

fact as (
    unpivot counted on columns(* exclude (total)) into name fact value known
)

select
    m.page, m.measure, m.entity, m.needs, f.known, f.total,
    m.measure || ': needs ' || m.needs || ', on file for ' || f.known || ' of ' || f.total || ' projects.' as sentence
from known_measure() as m
inner join fact as f on m.fact = f.fact
order by m.place
