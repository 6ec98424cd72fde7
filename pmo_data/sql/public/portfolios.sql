-- one row per portfolio
select
    p.portfolio_key as portfolio, p.code, p.name, p.parent, p.owner, p.description, p.source, p.import_id, p.sheet, p.row_number
from portfolio_at($as_of) as p
order by p.name, p.portfolio_key
