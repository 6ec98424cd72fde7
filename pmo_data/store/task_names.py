"""Links and assignments that call a task by its name: led to the key of that task, where it has no id of its own.

A plan without a column of ids is known by its names, which keys hold folded. Stands apart from the references that
`merge_sql` resolves: a task is unique within its project only.
"""

from __future__ import annotations

from collections.abc import Collection

from pmo_data.store.merge_sql import label_text

_CALLED = {
    "assignment": {"task": "project"},
    "dependency": {"predecessor": "predecessor_project", "successor": "successor_project"},
}
"""Per entity the fields that name tasks, with the field that says of which project."""


def resolutions(entity: str, fed: Collection[str]) -> list[str]:
    """Statements that lead each name of a task in `incoming` to its key; a link's end is told without its project."""
    fields = {task: of for task, of in _CALLED.get(entity, {}).items() if task in fed}
    return [_resolution(task, of if of in fed else None, whole=entity == "assignment") for task, of in fields.items()]


def _resolution(field: str, of: str | None, *, whole: bool) -> str:
    project = f"coalesce(i.\"{of}\", '')" if of else "''"
    key = "m.key" if whole else "m.key[len(m.project) + 2:]"
    return (
        f'update incoming as i set "{field}" = {key} from ('
        f"select coalesce(t.project, '') as project, {label_text('t.name')} as label, min(t.key) as key from task as t "
        "where t.code is null and t.wbs is null and t.valid_from <= $moment and t.valid_to > $moment group by 1, 2 "
        f"having count(distinct t.key) = 1) as m where m.project = {project} and m.label = {label_text(f'i.{field}')}"
    )
