"""The SQL by which delivered rows meet the rows in force. Derived from the catalogue: one declaration, one rule.

The rule, for a row that is there already: from its own source the new row replaces it, values lent by other sources
staying where the file says nothing; from another source only what the file says is laid over it. `carried` remembers
for each lent value which import, sheet and row it came from.
"""

from __future__ import annotations

from collections.abc import Collection

from pmo_data.domain.fields import SQL_TYPES, Entity, Kind

BESIDE = ("extra", "original", "absent")
"""The maps that stand beside the fields of a delivered row."""

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
    """Temp table of each key's code, so that a name is only trusted where codes do not contradict it.

    A project that was entered because a plan speaks of it has that one word as code and name: no code to contradict.
    """
    return (
        f'create or replace temp table "{target}_codes" as '
        f'select key, max(case when code is distinct from name then code end) as code from "{target}" group by key'
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


def resolves_apart(field: str) -> str:
    """A row where some text of a reference field is not the very key it means; else joining them changes nothing."""
    return f'select 1 from "ref_{field}" where key is distinct from said limit 1'


def create_incoming(
    entity: Entity, fed: Collection[str], resolved: Collection[str], noted: Collection[str] = BESIDE
) -> str:
    """Temp table `incoming`: the delivered rows with their key and the fed fields only, those `resolved` naming keys.

    Fields that no column feeds are left out, and so are maps that are empty in every row (all but those `noted`):
    carrying 18 empty columns through cost as much as the full ones, and three empty maps more than all of them.
    """
    columns, joins = [], []
    for name in fed:
        f = entity[name]
        if name in resolved:
            joins.append(f'left join "ref_{name}" as "ref_{name}" on "ref_{name}".said = d."{name}"')
            columns.append(f'"ref_{name}".key as "{name}"')
        elif f.reference or f.kind is Kind.CODE:
            columns.append(f"{key_text(f'd.{_q(name)}')} as {_q(name)}")
        else:
            columns.append(f'd."{name}"::{SQL_TYPES[f.kind]} as "{name}"')
    kept = [
        f"case when cardinality(d.{m}) > 0 then d.{m}::map(varchar, varchar) end as {m}" for m in BESIDE if m in noted
    ]
    listed = ", ".join([*columns, *kept, "d.row::integer as row_number"])
    return (
        "create or replace temp table incoming as "
        f"with delivered as (select {listed} from delivery_rows as d {' '.join(joins)}) "
        f"select {_identity(entity, fed)} as key, d.* from delivered as d {_identity_joins(entity, fed)}"
    )


def resolve_within(field: str, fed: Collection[str]) -> str:
    """Let a reference name a row of the same delivery, by code to the letter or by name where that is unambiguous."""
    labels = [
        f"select {text} as label, {rank} as rank, min(key) as key from incoming group by 1 having count(*) = 1"
        for name, rank, text in (("code", 1, f"lower({key_text('code')})"), ("name", 2, label_text("name")))
        if name in fed
    ]
    if not labels:
        return "select 1"
    said = f'"{field}"'
    return (
        f"update incoming as i set {said} = m.key from (select said, arg_min(l.key, l.rank) as key from "
        f"(select distinct {said} as said from incoming where {said} is not null) as s inner join "
        f"({' union all '.join(labels)}) as l on l.label = case l.rank when 1 then lower({key_text('said')}) "
        f"else {label_text('said')} end group by said) as m where m.said = i.{said}"
    )


NUMBER_REPEATED_KEYS = (
    "create or replace temp table incoming as "
    "select i.* exclude (n) replace (case when n = 1 then key else key || ' #' || n end as key) from ("
    "select *, row_number() over (partition by key order by row_number) as n from incoming) as i"
)


def _identity_joins(entity: Entity, fed: Collection[str]) -> str:
    """Joins to what is known by this code and by this name, as far as the delivery has them."""
    if not is_named(entity):
        return ""
    by_code = (
        f'left join "label_{entity.name}" as by_code '
        f"on by_code.kind = 'code' and by_code.label = lower({key_text('d.code')}) "
    )
    by_name = (
        f'left join "label_{entity.name}" as by_name '
        f"on by_name.kind = 'name' and by_name.label = {label_text('d.name')} "
        f'left join "{entity.name}_codes" as known on known.key = by_name.key '
    )
    return (by_code if "code" in fed else "") + (by_name if "name" in fed else "")


def _identity(entity: Entity, fed: Collection[str]) -> str:
    """The key of what is known already, by code before name; else a key of the row's own."""
    parts = []
    if is_named(entity) and "code" in fed:
        parts.append("case when d.code is not null then by_code.key end")
    if is_named(entity) and "name" in fed:
        contradicted = "d.code is not null and known.code is not null" if "code" in fed else "false"
        parts.append(f"case when not ({contradicted}) then by_name.key end")
    return f"coalesce({', '.join([*parts, _own_key(entity, fed)])})"


def _own_key(entity: Entity, fed: Collection[str]) -> str:
    scope = f"coalesce(d.\"{entity.owner}\", '')" if entity.owner in fed else "''"
    prefix = f"{scope} || '/' || " if entity.owner else ""
    alternatives = [_alternative(entity, names, fed) for names in entity.keys if set(names) & set(fed)]
    return prefix + _first_known([*alternatives, _quoted_row()])


def _first_known(alternatives: list[str]) -> str:
    """As `coalesce`, which works out every alternative for every row: folding a million unneeded names takes 1 s."""
    *earlier, last = alternatives
    tried = " ".join(f"when {a} is not null then {a}" for a in earlier)
    return f"case {tried} else {last} end" if tried else last


def _quoted_row() -> str:
    return "'row ' || d.row_number"


def _alternative(entity: Entity, names: tuple[str, ...], fed: Collection[str]) -> str:
    if len(names) == 1:
        column, declared = f'd."{names[0]}"', entity[names[0]]
        trimmed = declared.kind is Kind.CODE and not declared.reference
        return label_text(column) if names[0] == "name" else column if trimmed else key_text(column)
    parts = ", ".join(f"coalesce(d.\"{n}\"::varchar, '')" if n in fed else "''" for n in names)
    return f"nullif(concat_ws('/', {parts}), '{'/' * (len(names) - 1)}')"


def _q(name: str) -> str:
    return f'"{name}"'


def merged(entity: Entity, field: str, fed: Collection[str], *, replace: bool) -> str:
    """The value a field has after the delivery (`i` the incoming row, `o` the row in force, `s` the source)."""
    i, o = _incoming(entity, field, fed), f'o."{field}"'
    stated = i if field in fed else o
    own = f"case when {_lent(field)} then coalesce({i}, {o}) else {i} end" if replace else stated
    return f"case when o.key is null then {i} when o.source = $source then {own} else coalesce({i}, {o}) end"


def _incoming(entity: Entity, field: str, fed: Collection[str]) -> str:
    return f'i."{field}"' if field in fed else f"null::{SQL_TYPES[entity[field].kind]}"


def _lent(field: str) -> str:
    return f"coalesce(map_contains(o.carried, '{field}'), false)"


def create_fate(
    entity: Entity, fed: Collection[str], emptied: Collection[str], *, replace: bool, noted: Collection[str] = BESIDE
) -> str:
    """Temp table `fate`: for each incoming key whether it is added, changed or unchanged, and the version it meets.

    `emptied` are the fields a full edition does not feed although rows in force hold values of them. Most rows meet
    their own source's with nothing lent, and are compared the short way.
    """
    pairs = [(name, f'i."{name}"') for name in fed] + [(n, f"null::{SQL_TYPES[entity[n].kind]}") for n in emptied]
    differs = {n: f'{i} is distinct from o."{n}"' for n, i in pairs}
    said = {n: f"({i} is not null and {differs[n]})" for n, i in pairs if n in fed}
    told = _told("extra", noted)
    extra = f"{_extra(told, 'o.extra', 'o.carried', _FOREIGN, replace=replace)} is distinct from o.extra"
    own = " or ".join([*differs.values(), f"{told} is distinct from o.extra" if replace else extra])
    beside = " or ".join([*said.values(), f"{told} is not null and {extra}"])
    lent = " or ".join(
        [
            *(f"case when {_lent(n)} then {said.get(n, 'false')} else {d} end" for n, d in differs.items()),
            extra,
        ]
    )
    beside_it = "" if replace else " or o.extra is not null or o.original is not null or o.absent is not null"
    lent_to = f"o.source is distinct from $source or o.carried is not null{beside_it}"
    return (
        "create or replace temp table fate as select i.key, o.valid_from as old_from, o.valid_to as old_to, "
        f"o.key is not null and ({lent_to}) as joined, "
        "case when o.key is null then 'added' when case "
        f"when o.source is distinct from $source then {beside} when o.carried is null then {own} else {lent} end "
        "then 'changed' else 'unchanged' end as fate "
        f'from incoming as i left join "{entity.name}" as o '
        "on o.key = i.key and o.valid_from <= $moment and o.valid_to > $moment"
    )


def _told(name: str, noted: Collection[str]) -> str:
    """A map beside an incoming row; `incoming` has no column of one that is empty in every row."""
    return f"i.{name}" if name in noted else "null::map(varchar, varchar)"


def rows_unmet(entity: Entity) -> str:
    """How many rows in force, of any source, no delivered row met: counting them costs less than looking for them."""
    return (
        f'select (select count(*) from "{entity.name}" where valid_from <= $moment and valid_to > $moment) '
        "- (select count(old_from) from fate)"
    )


def add_removed() -> str:
    """Rows of this source in force that the delivery no longer holds."""
    return (
        "insert into fate select o.key, o.valid_from, o.valid_to, false, 'removed' from {table} as o "
        "where o.source = $source and o.valid_from <= $moment and o.valid_to > $moment "
        "and not exists (select 1 from incoming as i where i.key = o.key)"
    )


_NOTHING = "map {}::map(varchar, varchar)"
_FOREIGN = "o.key is not null and o.source is distinct from $source"


def create_images(
    entity: Entity, fed: Collection[str], *, replace: bool, late: bool, noted: Collection[str] = BESIDE
) -> str:
    """Temp table `image`: the new row versions, complete but for their validity. `late`: snapshots after it exist.

    What lies beside the fields (`said_` by the delivery, `had_` by the row in force) is joined by `create_beside`:
    computing where a value came from once instead of in each of the three maps.
    """
    later = (
        f'(select min(later.valid_from) from "{entity.name}" as later '
        "where later.key = i.key and later.valid_from > $moment)"
    )
    fields = ", ".join(f'{merged(entity, f.name, fed, replace=replace)} as "{f.name}"' for f in entity.fields)
    beside = ", ".join(f"{_told(m, noted)} as said_{m}, o.{m} as had_{m}" for m in BESIDE)
    return (
        f"create or replace temp table image as select i.key, {fields}, {beside}, o.carried as had_carried, "
        f"{_origins(entity, fed, replace=replace)} as origins, coalesce({_FOREIGN}, false) as beside, "
        "$import_id || '|' || $sheet || '|' || i.row_number as here, "
        "coalesce(o.source, $source) as source, "
        f"case when {_FOREIGN} then o.import_id else $import_id end as import_id, "
        f"case when {_FOREIGN} then o.sheet else $sheet end as sheet, "
        f"case when {_FOREIGN} then o.row_number else i.row_number end as row_number, f.old_to, "
        f"{later if late else 'null::bigint'} as next_from "
        "from fate as f inner join incoming as i on i.key = f.key "
        f'left join "{entity.name}" as o on o.key = f.key and o.valid_from = f.old_from '
        "where f.fate in ('added', 'changed')"
    )  # fmt: skip


def _origins(entity: Entity, fed: Collection[str], *, replace: bool) -> str:
    """Field and place of each value of the new version that stands in another row than its own; '' is here."""
    there = "o.import_id || '|' || o.sheet || '|' || o.row_number"
    entries = []
    for f in entity.fields:
        i, o, old = _incoming(entity, f.name, fed), f'o."{f.name}"', f"o.carried['{f.name}']"
        if f.name in fed:
            foreign = f"case when {i} is not null and {i} is distinct from {o} then '' else {old} end"
            own = f"case when {i} is null then {old} end" if replace else "null"
        else:
            foreign = old
            own = old if replace else f"case when {o} is not null then coalesce({old}, {there}) end"
        entries.append(f"{{'key': '{f.name}', 'value': case when {_FOREIGN} then {foreign} else {own} end}}")
    listed = f"list_filter([{', '.join(entries)}], lambda e: e.value is not null)"
    nothing_lent = f"o.key is null or (o.carried is null and not ({_FOREIGN}))" if replace else "o.key is null"
    return f"case when {nothing_lent} then null else {listed} end"


def create_beside(fed: Collection[str], *, replace: bool) -> str:
    """Temp table `beside`: per new version the maps beside its fields, and `carried`."""
    carried = f"map_concat(coalesce({_placed_fields()}, {_NOTHING}), {_placed_extra()})"
    notes = ", ".join(f"{_notes(name, fed, replace=replace)} as {name}" for name in ("original", "absent"))
    extra = _extra("p.said_extra", "p.had_extra", "p.had_carried", "p.beside", replace=replace)
    return (
        "create or replace temp table beside as with placed as (select *, "
        f"case when had_carried is not null or beside or origins is not null then {carried} end as carried from image) "
        f"select p.key, {extra} as extra, "
        f"{notes}, case when cardinality(p.carried) > 0 then p.carried end as carried from placed as p"
    )


def _placed_fields() -> str:
    return (
        "map_from_entries(list_transform(origins, lambda e: "
        "{'key': e.key, 'value': case when e.value = '' then here else e.value end}))"
    )


def _placed_extra() -> str:
    """Places of the extra fields other files lent."""
    said = f"coalesce(said_extra, {_NOTHING})"
    old = (
        f"list_filter(map_entries(coalesce(had_carried, {_NOTHING})), "
        f"lambda e: e.key like 'extra.%' and not map_contains({said}, e.key[7:]))"
    )
    new = f"list_transform(map_entries({said}), lambda e: {{'key': 'extra.' || e.key, 'value': here}})"
    return f"map_from_entries(case when beside then list_concat({old}, {new}) else {old} end)"


def _extra(said: str, had: str, carried: str, foreign: str, *, replace: bool) -> str:
    """Extra fields of a file beside those other files lent; a full edition drops what it stated itself before."""
    lent = _kept(had, f"map_contains({carried}, 'extra.' || e.key)")
    own = f"case when {carried} is not null then {lent} end" if replace else had
    return _map_of(f"case when {foreign} then {had} else {own} end", said)


def _notes(name: str, fed: Collection[str], *, replace: bool) -> str:
    """What reading noted of each value (its original text, why it is absent) goes where the value goes."""
    listed = ", ".join(f"'{f}'" for f in fed)
    unfed = f"not list_contains([{listed}]::varchar[], e.key)"
    own = "coalesce(map_contains(p.carried, e.key), false)" if replace else unfed
    others = _kept(f"p.had_{name}", "p.carried[e.key] is distinct from p.here")
    laid_over = _kept(f"p.said_{name}", "p.carried[e.key] = p.here")
    return _map_of(
        f"case when p.beside then {others} else {_kept(f'p.had_{name}', own)} end",
        f"case when p.beside then {laid_over} else p.said_{name} end",
    )


def _kept(entries: str, condition: str) -> str:
    return f"map_from_entries(list_filter(map_entries({entries}), lambda e: {condition}))"


def _map_of(earlier: str, said: str) -> str:
    """Two maps as one, the second winning; NULL where nothing is in them."""
    both = f"map_concat(coalesce({earlier}, {_NOTHING}), coalesce({said}, {_NOTHING}))"
    return f"case when cardinality({both}) > 0 then {both} end"
