"""Plain SQL that is asked all day long: no ORM writes it, and the driver need not look for its places."""

from collections.abc import Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from psycopg import RawCursor


def rows(statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """What a statement answers; its places are numbered ($1). Raises what the database raises, as the ORM does."""
    database = connections[DEFAULT_DB_ALIAS]
    database.ensure_connection()
    numbered: Any = RawCursor(database.connection)
    with database.make_cursor(numbered) as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if numbered.pgresult.nfields else []
