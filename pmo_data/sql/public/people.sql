-- one row per person: what planning needs of them, without pay and address
select
    p.person_key as person, p.code, p.name, p.role, p.team, p.department, p.capacity_fte, p.hours_per_week, p.location, p.active,
    p.source, p.import_id, p.sheet, p.row_number
from person_at($as_of) as p
order by p.name, p.person_key
