"""Plain SQL that is asked all day long: no ORM writes it, and the driver need not look for its places."""

from collections.abc import Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from psycopg import RawCursor


def rows(statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """What a statement answers; its places are numbered ($1). Raises what the database raises, as the ORM does."""
    database = connections[DEFAULT_DB_ALIAS]
    database.ensure_connection()
    numbered = _cursor_of(database.connection)
    cursor = database.make_cursor(numbered)
    cursor.execute(statement, values)
    return cursor.fetchall() if numbered.pgresult.nfields else []


def _cursor_of(connection: Any) -> Any:
    """The connection's own, which is never closed: every answer is taken whole, so that one is enough for all."""
    try:
        return connection.numbered
    except AttributeError:
        connection.numbered = RawCursor(connection)
        return connection.numbered
