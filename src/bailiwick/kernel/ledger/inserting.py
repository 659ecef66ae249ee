"""Insert new records of several tables in one statement, where the ORM would need a round trip for each table."""

import json
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import count
from typing import Any, NamedTuple, TypeAlias

from django.db import connection, models
from psycopg import RawCursor

from bailiwick.kernel.ledger.records import Record

Field: TypeAlias = "models.Field[Any, Any]"
# A table, how many rows of it, and whether they bring their keys.
Part: TypeAlias = "tuple[type[models.Model], int, bool]"


class Call(NamedTuple):
    """A function of the database, with its arguments: (type, value)."""

    function: str
    arguments: tuple[tuple[str, Any], ...]


def insert(*records: Record, then: Call | None = None) -> None:
    """Insert unsaved records; those of one table have all a primary key or none has, and given ones are not read back.

    A record that extends another (multi-table inheritance) needs its key, and one that refers to another of these has
    that one's. References are checked when all rows stand. `then` is called in the same statement and does not see
    the new rows. Raises what the database raises.
    """
    rows: dict[type[models.Model], list[Record]] = {}
    for record in records:
        for table in (*reversed(record._meta.get_parent_list()), type(record)):
            setattr(record, table._meta.pk.attname, record.pk)
            rows.setdefault(table, []).append(record)
    parts = tuple((table, len(own), own[0].pk is not None) for table, own in rows.items())
    called = (then.function, tuple(kind for kind, _ in then.arguments)) if then else None
    statement, fields = _statement(parts, called)
    values = [
        _value(field, record)
        for own, columns in zip(rows.values(), fields, strict=True)
        for record in own
        for field in columns
    ]
    values += [value for _, value in then.arguments] if then else []
    connection.ensure_connection()
    # Placeholders are numbered: a driver that translates %s reads so long a statement anew every time.
    numbered: Any = RawCursor(connection.connection)
    with connection.make_cursor(numbered) as cursor:
        cursor.execute(statement, values)
    for record in records:
        record._state.adding, record._state.db = False, connection.alias


@lru_cache(maxsize=64)
def _statement(
    parts: tuple[Part, ...], called: tuple[str, tuple[str, ...]] | None
) -> tuple[str, list[list[Field]]]:
    fields = [_fields(table, has_key=has_key) for table, _, has_key in parts]
    numbers = count(1)
    inserts = [
        _insert(table, rows, own, numbers) for (table, rows, _), own in zip(parts, fields, strict=True)
    ]
    *first, last = inserts if called is None else [*inserts, _select(*called, numbers)]
    named = ", ".join(f"part_{number} as ({insert})" for number, insert in enumerate(first))
    return (f"with {named} {last}" if named else last), fields


def _select(function: str, types: tuple[str, ...], numbers: Iterator[int]) -> str:
    return f"select {function}({', '.join(f'${next(numbers)}::{of}' for of in types)})"


def _fields(table: type[models.Model], *, has_key: bool) -> list[Field]:
    return [
        field
        for field in table._meta.local_concrete_fields
        if not field.generated and (has_key or not field.primary_key)
    ]


def _insert(table: type[models.Model], rows: int, fields: Sequence[Field], numbers: Iterator[int]) -> str:
    columns = ", ".join(f'"{field.column}"' for field in fields)
    values = ", ".join(f"({', '.join(_place(field, numbers) for field in fields)})" for _ in range(rows))
    return f'insert into "{table._meta.db_table}" ({columns}) values {values}'  # noqa: S608 - from models


def _place(field: Field, numbers: Iterator[int]) -> str:
    return f"${next(numbers)}{'::jsonb' if isinstance(field, models.JSONField) else ''}"


def _value(field: Field, record: Record) -> Any:
    value = getattr(record, field.attname)
    return json.dumps(value, ensure_ascii=False) if isinstance(field, models.JSONField) else value
