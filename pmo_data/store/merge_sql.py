"""The SQL by which delivered rows meet the rows in force. Derived from the catalogue: one declaration, one rule.

The rule, for a row that is there already: from its own source the new row replaces it, values lent by other sources
staying where the file says nothing; from another source only what the file says is laid over it. `carried` remembers
for each lent value which import, sheet and row it came from.
"""

from __future__ import annotations

from collections.abc import Collection

from pmo_data.domain.fields import SQL_TYPES, Entity, Kind
from pmo_data.domain.moments import FOREVER

NAMED = ("code", "name")
"""Entities keyed by code or else name and not scoped by an owner are recognised across files by either."""


def is_named(entity: Entity) -> bool:
    return entity.owner is None and entity.keys == (("code",), ("name",))


def key_text(expression: str) -> str:
    """A code as it identifies: to the letter, without blanks around it."""
    return f"nullif(trim({expression}::varchar), '')"


def label_text(expression: str) -> str:
    """A name as it is compared: without case, accents kept, signs and blanks collapsed."""
    folded = f"lower(nfc_normalize({expression}::varchar))"
    return f"nullif(trim(regexp_replace({folded}, '[\\s\\p{{P}}\\p{{S}}]+', ' ', 'g')), '')"


def create_labels(target: str) -> str:
    """Temp table of what a row of `target` may be called, where unambiguous: by code to the letter, by name folded."""
    by = {"code": f"lower({key_text('key')})", "code ": f"lower({key_text('code')})", "name": label_text("name")}
    union = " union all ".join(
        f"select {label} as label, key, '{kind.strip()}' as kind from \"{target}\"" for kind, label in by.items()
    )
    return (
        f'create or replace temp table "label_{target}" as '
        f"select label, kind, min(key) as key from ({union}) where label is not null "
        "group by label, kind having count(distinct key) = 1"
    )


def create_codes(target: str) -> str:
    """Temp table of each key's code, so that a name is only trusted where codes do not contradict it."""
    return (
        f'create or replace temp table "{target}_codes" as select key, max(code) as code from "{target}" group by key'
    )


def create_resolution(field: str, target: str) -> str:
    """Temp table of every text that stands in a reference field and the key it means; itself where it is unknown."""
    return (
        f'create or replace temp table "ref_{field}" as with said as '
        f'(select distinct "{field}" as said from delivery_rows where "{field}" is not null) '
        f"select said.said, coalesce(c.key, n.key, {key_text('said.said')}) as key from said "
        f"left join \"label_{target}\" as c on c.kind = 'code' and c.label = lower({key_text('said.said')}) "
        f"left join \"label_{target}\" as n on n.kind = 'name' and n.label = {label_text('said.said')}"
    )


def create_delivered(entity: Entity, fed: Collection[str], resolved: Collection[str]) -> str:
    """Temp table `delivered`: the rows with every field, those `resolved` naming keys."""
    columns, joins = [], []
    for f in entity.fields:
        if f.name not in fed:
            columns.append(f'null::{SQL_TYPES[f.kind]} as "{f.name}"')
        elif f.name in resolved:
            joins.append(f'left join "ref_{f.name}" as "ref_{f.name}" on "ref_{f.name}".said = d."{f.name}"')
            columns.append(f'"ref_{f.name}".key as "{f.name}"')
        elif f.reference or f.kind is Kind.CODE:
            columns.append(f"{key_text(f'd.{_q(f.name)}')} as {_q(f.name)}")
        else:
            columns.append(f'd."{f.name}"::{SQL_TYPES[f.kind]} as "{f.name}"')
    kept = ", ".join(f"d.{m}::map(varchar, varchar) as {m}" for m in ("extra", "original", "absent"))
    return (
        f"create or replace temp table delivered as select {', '.join(columns)}, {kept}, "
        f"d.row::integer as row_number from delivery_rows as d {' '.join(joins)}"
    )


def create_keyed(entity: Entity) -> str:
    """Temp table `incoming` from `delivered`, with the key; a name that stands twice gets a number behind it."""
    return (
        "create or replace temp table incoming as "
        f"with keyed as (select {_identity(entity)} as key, d.* from delivered as d {_identity_joins(entity)}) "
        "select * from keyed"
    )


NUMBER_REPEATED_KEYS = (
    "create or replace temp table incoming as "
    "select i.* replace (case when n = 1 then key else key || ' #' || n end as key) from ("
    "select *, row_number() over (partition by key order by row_number) as n from incoming) as i"
)


def _identity_joins(entity: Entity) -> str:
    if not is_named(entity):
        return ""
    return (
        f'left join "label_{entity.name}" as by_code '
        f"on by_code.kind = 'code' and by_code.label = lower({key_text('d.code')}) "
        f'left join "label_{entity.name}" as by_name '
        f"on by_name.kind = 'name' and by_name.label = {label_text('d.name')} "
        f'left join "{entity.name}_codes" as known on known.key = by_name.key '
    )


def _identity(entity: Entity) -> str:
    own = _own_key(entity)
    if not is_named(entity):
        return own
    by_name = "case when d.code is null or known.code is null then by_name.key end"
    return f"coalesce(case when d.code is not null then by_code.key end, {by_name}, {own})"


def _own_key(entity: Entity) -> str:
    prefix = f"coalesce(d.\"{entity.owner}\", '') || '/' || " if entity.owner else ""
    alternatives = [_alternative(names) for names in entity.keys]
    return f"{prefix}coalesce({', '.join(alternatives)}, 'row ' || d.row_number)"


def _alternative(names: tuple[str, ...]) -> str:
    if len(names) == 1:
        return label_text(f'd."{names[0]}"') if names[0] == "name" else key_text(f'd."{names[0]}"')
    parts = ", ".join(f"coalesce(d.\"{n}\"::varchar, '')" for n in names)
    return f"nullif(concat_ws('/', {parts}), '{'/' * (len(names) - 1)}')"


def _q(name: str) -> str:
    return f'"{name}"'


def merged(field: str, fed: Collection[str], *, replace: bool) -> str:
    """The value a field has after the delivery (`i` the incoming row, `o` the row in force, `s` the source)."""
    i, o = f'i."{field}"', f'o."{field}"'
    lent = f"map_contains(o.carried, '{field}')"
    stated = i if field in fed else o
    own = f"case when {lent} then coalesce({i}, {o}) else {i} end" if replace else stated
    return f"case when o.key is null then {i} when o.source = $source then {own} else coalesce({i}, {o}) end"


def _content(entity: Entity, alias: str) -> str:
    return ", ".join(f'{alias}."{f.name}"' for f in entity.fields)


def create_fate(entity: Entity, fed: Collection[str], *, replace: bool) -> str:
    """Temp table `fate`: for each incoming key whether it is added, changed or unchanged, and the version it meets."""
    after = ", ".join(merged(f.name, fed, replace=replace) for f in entity.fields)
    extra = "case when o.source = $source then i.extra else coalesce(i.extra, o.extra) end"
    return (
        "create or replace temp table fate as select i.key, o.valid_from as old_from, o.valid_to as old_to, "
        "case when o.key is null then 'added' "
        f"when hash({after}, {extra}::varchar) = hash({_content(entity, 'o')}, o.extra::varchar) then 'unchanged' "
        "else 'changed' end as fate "
        f'from incoming as i left join "{entity.name}" as o '
        "on o.key = i.key and o.valid_from <= $moment and o.valid_to > $moment"
    )


def add_removed() -> str:
    """Rows of this source in force that the delivery no longer holds."""
    return (
        "insert into fate select o.key, o.valid_from, o.valid_to, 'removed' from {table} as o "
        "where o.source = $source and o.valid_from <= $moment and o.valid_to > $moment "
        "and not exists (select 1 from incoming as i where i.key = o.key)"
    )


def create_images(entity: Entity, fed: Collection[str], *, replace: bool, late: bool) -> str:
    """Temp table `image`: the new row versions, complete but for their validity. `late`: snapshots after it exist."""
    later = (
        f'(select min(later.valid_from) from "{entity.name}" as later '
        "where later.key = i.key and later.valid_from > $moment)"
    )
    fields = ", ".join(f'{merged(f.name, fed, replace=replace)} as "{f.name}"' for f in entity.fields)
    foreign = "o.key is not null and o.source <> $source"
    return (
        "create or replace temp table image as select i.key, " + fields + ", "
        + ", ".join(_joined_map(name, foreign) for name in ("extra", "original", "absent"))
        + f", {_carried(entity, fed, foreign, replace=replace)} as carried, "
        "coalesce(o.source, $source) as source, "
        f"case when {foreign} then o.import_id else $import_id end as import_id, "
        f"case when {foreign} then o.sheet else $sheet end as sheet, "
        f"case when {foreign} then o.row_number else i.row_number end as row_number, f.old_to, "
        f"{later if late else 'null::bigint'} as next_from "
        "from fate as f inner join incoming as i on i.key = f.key "
        f'left join "{entity.name}" as o on o.key = f.key and o.valid_from = f.old_from '
        "where f.fate in ('added', 'changed')"
    )  # fmt: skip


def _joined_map(name: str, foreign: str) -> str:
    """What another source kept beside its fields is added to what is there; our own source's takes its place."""
    both = f"map_concat(coalesce(o.{name}, map {{}}), coalesce(i.{name}, map {{}}))"
    return f"case when {foreign} then {both} else i.{name} end as {name}"


def _carried(entity: Entity, fed: Collection[str], foreign: str, *, replace: bool) -> str:
    """Which values of the new version stand in another row than its own, and where."""
    here = "$import_id || '|' || $sheet || '|' || i.row_number"
    there = "o.import_id || '|' || o.sheet || '|' || o.row_number"
    entries = []
    for f in entity.fields:
        i, o, old = f'i."{f.name}"', f'o."{f.name}"', f"o.carried['{f.name}']"
        entry = "{{'key': '" + f.name + "', 'value': {}}}"
        lent = (
            f"when {foreign} then case when {i} is not null then {entry.format(here)} "
            f"when {old} is not null then {entry.format(old)} end"
        )
        if replace:
            kept = f"when {i} is null and {old} is not null then {entry.format(old)}"
        elif f.name in fed:
            kept = ""
        else:
            kept = f"when {o} is not null then {entry.format(f'coalesce({old}, {there})')}"
        entries.append(f"case when o.key is null then null {lent} {kept} end")
    listed = f"list_filter([{', '.join(entries)}], lambda e: e is not null)"
    return f"case when o.key is null or len({listed}) = 0 then null else map_from_entries({listed}) end"


def insert_images(entity: Entity) -> str:
    """New versions are in force until the next that is known: another edition of the source, or a later version."""
    fields = ", ".join(f'"{f.name}"' for f in entity.fields)
    kept = "extra, original, absent, carried, source, import_id, sheet, row_number"
    return (
        f'insert into "{entity.name}" ({fields}, key, {kept}, snapshot, valid_from, valid_to) '
        f"select {fields}, key, {kept}, $snapshot, $moment, "
        f"least($next, coalesce(old_to, {FOREVER}), coalesce(next_from, {FOREVER})) from image"
    )


def insert_first(entity: Entity) -> str:
    """The short way for an entity that has no rows yet: everything is added."""
    fields = ", ".join(f'"{f.name}"' for f in entity.fields)
    return (
        f'insert into "{entity.name}" ({fields}, key, extra, original, absent, source, import_id, sheet, row_number, '
        f"snapshot, valid_from, valid_to) select {fields}, key, extra, original, absent, $source, $import_id, $sheet, "
        f"row_number, $snapshot, $moment, {FOREVER} from incoming"
    )


def reinstate(entity: Entity) -> str:
    """After a late import: versions it ended come back from the next edition on, which had stated them unchanged."""
    return (
        f'insert into "{entity.name}" select o.* replace ($next as valid_from, $snapshot as snapshot) '
        f'from "{entity.name}" as o inner join fate as f on f.key = o.key and f.old_from = o.valid_from '
        "where f.fate in ('changed', 'removed') and f.old_to > $next"
    )


def log_endings(entity: Entity) -> str:
    return (
        f"insert into ending select $snapshot, '{entity.name}', key, old_from, old_to from fate "
        f"where fate in ('changed', 'removed') and old_to <> {FOREVER} and old_from <> $moment"
    )


def drop_replaced(entity: Entity) -> str:
    """A version made by this very snapshot and replaced within it never was."""
    return (
        f'delete from "{entity.name}" as o using fate as f where f.key = o.key and f.old_from = o.valid_from '
        "and f.fate in ('changed', 'removed') and o.valid_from = $moment"
    )


def end_versions(entity: Entity) -> str:
    return (
        f'update "{entity.name}" as o set valid_to = $moment from fate as f where f.key = o.key '
        "and f.old_from = o.valid_from and f.fate in ('changed', 'removed') and o.valid_from < $moment"
    )
