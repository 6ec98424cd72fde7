"""The second wall: what a statement is, judged on DuckDB's own parse of it, before anything runs.

One statement, which only reads: SELECT, the ways of writing it (FROM, VALUES, TABLE, WITH), SHOW TABLES, DESCRIBE and
SUMMARIZE of what is public, EXPLAIN of these. The judgement walks the parsed tree, so that case, comments, quotes and
nesting change nothing; a look at the words before parentheses is a second net under it. What the tree holds and is
not known here is refused: a new kind of node in a later DuckDB is a refusal, not a hole.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any

import duckdb

from pmo_data.domain.errors import QueryError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

LONGEST = 100_000
"""Characters a statement may have."""

TABLE_FUNCTIONS = frozenset({"range", "generate_series", "unnest", "json_each", "json_tree", "repeat_row"})
QUERY_NODES = frozenset({"SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE"})
SOURCES = frozenset(
    {"BASE_TABLE", "SUBQUERY", "JOIN", "TABLE_FUNCTION", "EXPRESSION_LIST", "COLUMN_DATA", "EMPTY", "PIVOT", "SHOW_REF"}
)
DENIED = re.compile(
    r"duckdb_|pragma_|pg_(?!typeof$|size_pretty$)|sqlite_|read_|query(_table)?$|getenv$|getvariable$|current_setting$"
    r"|set_config$|setval$|nextval$|currval$|setseed$|sleep|write_log$|parse_duckdb_log|json_(de)?serialize_"
    r"|json_execute|which_secret$|sniff_|glob$|copy_|checkpoint$|force_checkpoint$|enable_|disable_|truncate_duckdb"
    r"|register_|deregister_|create_external|destroy_external|http_|st_read|current_(catalog|database|query|schemas?)"
    r"|current_(role|user|connection_id|query_id|transaction_id)$|session_user$|user$|txid_|in_search_path$|inet_"
    r"|col_description$|obj_description$|shobj_description$|has_\w+_privilege$|stats$|get_block_size$|version$"
    r"|\w+_(scan|scanner|metadata|attach|query|execute|dumb)$|test_(all|vector)_types$|seq_scan|summary$|icu_calendar"
    r"|load_aws|install_|add_parquet_key|python_map|arrow_|pandas_|parquet_|shellfs|system$|exec",
)
"""Functions that read files, settings or names of the machine, wait, write, or run text as SQL."""
CTE_NAME = re.compile(r"(?!duckdb_|pragma_|pg_|sqlite_|information_schema)[\w ]{1,128}", re.IGNORECASE)
"""A name of a common table expression could stand where only the name of a table may: no paths, nothing internal."""

_SHOWN_SPECIAL = frozenset({'"tables"', "tables"})
_CLASSES = {"EXPLAIN": duckdb.StatementType.EXPLAIN, "SELECT": duckdb.StatementType.SELECT}
_WRITES = "Only reading is possible here: one SELECT, SHOW TABLES, DESCRIBE, SUMMARIZE or EXPLAIN of one."


def judge(cursor: DuckDBPyConnection, sql: str, tables: Collection[str]) -> str:
    """The one statement in `sql`, without what follows its end. Raises QueryError, in one sentence, where it is more
    than one, more than reading, or asks for anything but `tables` and functions that only compute.
    """
    if len(sql) > LONGEST:
        raise QueryError(f"The statement is longer than {LONGEST:,} characters.")
    text = sql.replace("\x00", " ")
    kind = _only_statement(cursor, text)
    words = list(_words(text))
    _refuse_called(words)
    body = _first(text, words)
    _judge_tree(_tree(cursor, _explained(body) if kind == _CLASSES["EXPLAIN"] else body), tables)
    return body


def _only_statement(cursor: DuckDBPyConnection, sql: str) -> duckdb.StatementType:
    try:
        statements = cursor.extract_statements(sql)
    except duckdb.Error as error:
        raise QueryError(f"The statement cannot be read as SQL: {_said(error)}") from None
    if not statements:
        raise QueryError("There is no statement. Ask for example: SELECT * FROM projects")
    if len(statements) > 1:
        raise QueryError("More than one statement was given; ask them one after the other.")
    kind = statements[0].type
    if kind == duckdb.StatementType.MULTI:
        raise QueryError("PIVOT needs its values named here: PIVOT … ON column IN ('a', 'b') USING …")
    if kind not in _CLASSES.values():
        raise QueryError(_WRITES)
    return kind


def _words(sql: str) -> Iterator[tuple[int, str, str]]:
    """Start, kind and text of each token that is no comment."""
    tokens = duckdb.tokenize(sql)
    # Offsets count bytes.
    raw = sql.encode()
    for index, (start, kind) in enumerate(tokens):
        end = tokens[index + 1][0] if index + 1 < len(tokens) else len(raw)
        if kind != duckdb.token_type.comment:
            yield start, kind.name, raw[start:end].decode(errors="replace").strip()


def _refuse_called(words: list[tuple[int, str, str]]) -> None:
    """The second net: a denied name in front of a parenthesis, quoted or not."""
    for (_, kind, word), (_, _, follower) in itertools.pairwise(words):
        if kind in {"identifier", "keyword"} and follower.startswith("("):
            _refuse_function(word.strip('"').lower())


def _first(sql: str, words: list[tuple[int, str, str]]) -> str:
    """The statement up to its end; what follows can only be semicolons and comments, being one statement."""
    end = next((start for start, kind, word in words if kind == "operator" and word.startswith(";")), None)
    return sql if end is None else sql.encode()[:end].decode()


def _explained(sql: str) -> str:
    """What is explained. Options in parentheses are no statement and are refused by the parse that follows."""
    words = list(_words(sql))[:3]
    skipped = 2 if len(words) > 1 and words[1][2].upper() in {"ANALYZE", "ANALYSE", "VERBOSE"} else 1
    if len(words) <= skipped:
        raise QueryError(_WRITES)
    return sql.encode()[words[skipped][0] :].decode()


def _tree(cursor: DuckDBPyConnection, sql: str) -> Any:
    try:
        row = cursor.execute("select json_serialize_sql(?)", [sql]).fetchone()
        tree = json.loads(row[0]) if row else {}
    except (duckdb.Error, RecursionError):
        raise QueryError("The statement is too deeply nested to be judged; write it more simply.") from None
    if tree.get("error") is not False or len(tree.get("statements", ())) != 1:
        raise QueryError(_WRITES)
    return tree


def _judge_tree(tree: Any, tables: Collection[str]) -> None:
    nodes = list(_nodes(tree))
    named = {str(cte["key"]).lower() for node in nodes for cte in _ctes(node)}
    for name in named:
        if not CTE_NAME.fullmatch(name):
            raise QueryError("A WITH clause needs a plain name of letters, digits and underscores.")
    allowed = named | {t.lower() for t in tables}
    for node in nodes:
        _judge_node(node, allowed, tables)


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    """Every object of the tree, without recursion: hostile text may nest deeper than Python can."""
    waiting = [tree]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            yield item
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)


def _ctes(node: dict[str, Any]) -> list[dict[str, Any]]:
    found = node.get("cte_map")
    return list(found.get("map", ())) if isinstance(found, dict) else []


def _judge_node(node: dict[str, Any], allowed: Collection[str], tables: Collection[str]) -> None:
    kind = str(node.get("type", ""))
    if kind.endswith("_NODE") and kind not in QUERY_NODES:
        raise QueryError(_WRITES)
    if "function_name" in node:
        _judge_function(node)
    if "sample" in node and kind and "class" not in node and not kind.endswith("_NODE"):
        _judge_source(node, kind, allowed, tables)


def _judge_function(node: dict[str, Any]) -> None:
    if node.get("schema") or node.get("catalog"):
        raise QueryError("Functions are called by their name alone here, without a schema before it.")
    _refuse_function(str(node["function_name"]).lower())


def _refuse_function(name: str) -> None:
    if DENIED.match(name):
        raise QueryError(f"The function {_plain(name)} is not available here; functions that only compute are.")


def _judge_source(node: dict[str, Any], kind: str, allowed: Collection[str], tables: Collection[str]) -> None:
    """What stands in a FROM clause."""
    if kind not in SOURCES:
        raise QueryError(_WRITES)
    if kind == "TABLE_FUNCTION":
        name = str((node.get("function") or {}).get("function_name", "")).lower()
        if name not in TABLE_FUNCTIONS:
            raise QueryError(f"The table function {_plain(name)} is not available here; the public tables are.")
    if kind == "BASE_TABLE" and (_qualified(node) or str(node.get("table_name")).lower() not in allowed):
        raise QueryError(_no_table(str(node.get("table_name")), tables))
    if kind == "SHOW_REF" and not node.get("query"):
        shown = str(node.get("table_name", "")).lower()
        special = node.get("show_type") == "SHOW_SPECIAL"
        if shown not in (_SHOWN_SPECIAL if special else allowed) or _qualified(node):
            raise QueryError("Only SHOW TABLES, and DESCRIBE or SUMMARIZE of a public table, can be answered here.")


def _qualified(node: dict[str, Any]) -> bool:
    path = (node.get("qualified_name") or {}).get("path") or []
    return bool(node.get("schema_name") or node.get("catalog_name") or node.get("at_clause") or len(path) > 1)


def _no_table(name: str, tables: Collection[str]) -> str:
    listed = ", ".join(sorted(tables)) or "none yet"
    return f"There is no public table {_plain(name)}. There are: {listed}."


def _plain(name: str) -> str:
    """A name as it may be repeated: what is no plain name could be a path, or a text made to mislead."""
    return f"'{name}'" if re.fullmatch(r"[\w ]{1,64}", name) else "of that name"


def _said(error: Exception) -> str:
    from pmo_data.store.sandbox.masking import one_sentence

    return one_sentence(str(error))
