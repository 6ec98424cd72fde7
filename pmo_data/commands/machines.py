"""`pmo mcp`: a read-only server of the governed measures for other programs, over standard input and output.

It speaks the Model Context Protocol by its official library, which is an optional extra: who does not run it need not
install a web stack. The store is opened for each question and closed again, so that an import is never kept waiting.
"""

from __future__ import annotations

import argparse
import functools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pmo_data.commands.output import DONE, Commands, command, plain, store_path
from pmo_data.domain.errors import PmoError
from pmo_data.store.database import Store
from pmo_data.studies import governed

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer

_WHAT = (
    "Read-only answers about a portfolio of projects: governed measures with their definitions, projects, what "
    "changed, and where each number comes from. `as_of` is a snapshot's number or an ISO date; the latest by default."
)


def register(commands: Commands) -> None:
    command(commands, "mcp", "Serve the governed measures to other programs, read-only, over stdio.", _serve)


def _serve(options: argparse.Namespace) -> int:
    server(store_path(options)).run("stdio")
    return DONE


def server(path: Path) -> MCPServer[Any]:
    """The server over the store at `path`. Raises PmoError where the optional library is not installed."""
    try:
        from mcp.server.mcpserver import MCPServer
    except ImportError:
        raise PmoError(
            "`pmo mcp` needs an extra that is not installed: pip install 'pmo-portfolio-room[mcp]'."
        ) from None
    made: MCPServer[Any] = MCPServer("portfolio-room", instructions=_WHAT, log_level="ERROR")
    for tool in _tools(path):
        made.tool()(_in_a_sentence(tool))
    return made


def _in_a_sentence(tool: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """The tool with our errors told to the caller; those that nobody foresaw are told without their words."""
    from mcp.server.mcpserver.exceptions import ToolError

    @functools.wraps(tool)
    def told(*given: Any, **named: Any) -> dict[str, Any]:
        try:
            return tool(*given, **named)
        except PmoError as error:
            raise ToolError(str(error)) from None

    return told


def _tools(path: Path) -> list[Callable[..., dict[str, Any]]]:
    """One function for each thing that can be asked; its name, docstring and parameters are what the caller sees."""

    def asked(answer: Callable[[Store], Any]) -> dict[str, Any]:
        with Store.open(path, read_only=True) as store:
            return {"answer": plain(answer(store))}

    def list_measures() -> dict[str, Any]:
        """Every governed measure with its label, unit and meaning."""
        return {"answer": governed.measures()}

    def describe_measure(measure: str) -> dict[str, Any]:
        """The definition of one measure in words and SQL, and what it is made of."""
        return {"answer": plain(governed.described(measure))}

    def query_measure(measure: str, project: str = "", programme: str = "", as_of: str = "") -> dict[str, Any]:
        """The value of a measure for the portfolio, one programme (key) or one project (key)."""
        return asked(lambda s: governed.measured(s, measure, _scope(s, as_of, programme), project or None))

    def list_projects(programme: str = "", as_of: str = "") -> dict[str, Any]:
        """The projects with state, rating and money."""
        return asked(lambda s: governed.projects(s, _scope(s, as_of, programme)))

    def get_project(project: str, as_of: str = "") -> dict[str, Any]:
        """Everything known of one project (key)."""
        return asked(lambda s: governed.one_project(s, project, _scope(s, as_of)))

    def changes_since(since: str = "", programme: str = "", as_of: str = "") -> dict[str, Any]:
        """The projects that moved since a snapshot or date; since the status date before, if none is given."""
        return asked(lambda s: governed.changes(s, since, _scope(s, as_of, programme)))

    def explain(measure: str, project: str = "", as_of: str = "") -> dict[str, Any]:
        """Where a number comes from: inputs, rows, source cells, SQL and snapshot."""
        return asked(lambda s: governed.explained(s, measure, _scope(s, as_of), project or None))

    return [list_measures, describe_measure, query_measure, list_projects, get_project, changes_since, explain]


def _scope(store: Store, as_of: str, programme: str = "") -> Any:
    return governed.scope_of(store, as_of, (programme,) if programme else ())
