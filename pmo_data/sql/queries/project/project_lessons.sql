-- one row per lesson of the project, latest first
select
    l.lesson_key as lesson, l.code, l.name, l.category, l.happened, l.cause, l.recommendation, l.owner, l.raised_on, l.import_id,
    l.sheet, l.row_number
from lesson_at($as_of) as l
where l.project = $project
order by l.raised_on desc nulls last, l.lesson_key
