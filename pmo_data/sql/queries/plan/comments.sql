-- one row per comment on a project, latest first
select
    c.comment_key as comment, c.code, c.project, c.about, c.text, c.author, c.written_on, c.value_then, c.handed_to, c.due,
    coalesce(c.state, 'open') as state, coalesce(c.state, 'open') <> 'done' and coalesce(c.due < status_day($as_of), false) as overdue,
    c.snapshot
from comment_at($as_of) as c
where c.project = $project
order by c.written_on desc nulls last, c.comment_key
