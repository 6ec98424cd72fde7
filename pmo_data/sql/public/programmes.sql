-- one row per programme
select
    g.programme_key as programme, g.code, g.name, g.portfolio, g.parent, g.manager, g.sponsor, g.description,
    g.source, g.import_id, g.sheet, g.row_number
from programme_at($as_of) as g
order by g.name, g.programme_key
