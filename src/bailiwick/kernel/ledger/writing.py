"""Write rows of several tables in one statement, where the ORM would need a round trip for each."""

import json
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import count
from operator import attrgetter
from typing import Any, NamedTuple, TypeAlias

from django.db import connection, models

from bailiwick.kernel.base import statements
from bailiwick.kernel.ledger.records import Record

Field: TypeAlias = "models.Field[Any, Any]"
Table: TypeAlias = "type[models.Model]"
Reader: TypeAlias = Callable[[Record], list[Any]]


class Call(NamedTuple):
    """A function of the database, with its arguments: (type, value)."""

    function: str
    arguments: tuple[tuple[str, Any], ...]


class Changed(NamedTuple):
    """A saved record, of which these fields are to be written."""

    record: Record
    names: tuple[str, ...]


class _Part(NamedTuple):
    """What is written to one table: how many rows; named fields of rows that are there, or new rows without names."""

    table: Table
    rows: int
    names: tuple[str, ...] | None = None
    has_key: bool = True


def insert(*records: Record, then: Call | None = None) -> None:
    """Insert unsaved records, as `write` does."""
    write(new=records, then=then)


def write(*, new: Sequence[Record] = (), changed: Sequence[Changed] = (), then: Call | None = None) -> None:
    """Insert unsaved records and change others; new ones of one table have all a primary key or none has.

    Keys that the database gives are not read back. A record that extends another (multi-table inheritance) needs its
    key, and one that refers to another of these has that one's. A record is changed once. References are checked when
    all rows stand. `then` is called in the same statement and does not see the new rows. Raises what the database
    raises.
    """
    parts, rows = _parts(new, changed)
    if not parts:
        return
    called = (then.function, tuple(kind for kind, _ in then.arguments)) if then else None
    statement, readers = _statement(parts, called)
    values: list[Any] = []
    for own, read in zip(rows, readers, strict=True):
        for record in own:
            values += read(record)
    values += [value for _, value in then.arguments] if then else []
    statements.rows(statement, values)
    for record in new:
        record._state.adding, record._state.db = False, connection.alias


def _parts(new: Sequence[Record], changed: Sequence[Changed]) -> tuple[tuple[_Part, ...], list[list[Record]]]:
    """What is written to each table, and the records that the rows are made of."""
    inserted: dict[Table, list[Record]] = {}
    for record in new:
        for table in _tables(type(record)):
            setattr(record, table._meta.pk.attname, record.pk)
            inserted.setdefault(table, []).append(record)
    updated: dict[tuple[Table, tuple[str, ...]], list[Record]] = {}
    for record, names in changed:
        for table, own in _owners(type(record), names):
            updated.setdefault((table, own), []).append(record)
    parts = [_Part(table, len(own), None, own[0].pk is not None) for table, own in inserted.items()]
    parts += [_Part(table, len(own), names) for (table, names), own in updated.items()]
    return tuple(parts), [*inserted.values(), *updated.values()]


def _tables(model: type[Record]) -> list[Table]:
    return [*reversed(model._meta.get_parent_list()), model]


@lru_cache(maxsize=256)
def _owners(model: type[Record], names: tuple[str, ...]) -> list[tuple[Table, tuple[str, ...]]]:
    """The tables that the named fields are columns of, with the names of each."""
    fields = [model._meta.get_field(name) for name in sorted({*names})]
    owned = [(table, tuple(one.name for one in fields if one.model is table)) for table in _tables(model)]
    return [(table, own) for table, own in owned if own]


@lru_cache(maxsize=256)
def _statement(
    parts: tuple[_Part, ...], called: tuple[str, tuple[str, ...]] | None
) -> tuple[str, list[Reader]]:
    fields = [_fields(part) for part in parts]
    numbers = count(1)
    writes = [
        _insert(part, own, numbers) if part.names is None else _update(part, own, numbers)
        for part, own in zip(parts, fields, strict=True)
    ]
    *first, last = writes if called is None else [*writes, _select(*called, numbers)]
    named = ", ".join(f"part_{number} as ({write})" for number, write in enumerate(first))
    return (f"with {named} {last}" if named else last), [_reader(own) for own in fields]


def _select(function: str, types: tuple[str, ...], numbers: Iterator[int]) -> str:
    return f"select {function}({', '.join(f'${next(numbers)}::{of}' for of in types)})"


def _fields(part: _Part) -> list[Field]:
    meta = part.table._meta
    if part.names is not None:
        named = [one for one in meta.local_concrete_fields if one.name in part.names]
        return [meta.pk, *named]
    return [
        field
        for field in meta.local_concrete_fields
        if not field.generated and (part.has_key or not field.primary_key)
    ]


def _insert(part: _Part, fields: Sequence[Field], numbers: Iterator[int]) -> str:
    columns = ", ".join(f'"{field.column}"' for field in fields)
    return f'insert into "{part.table._meta.db_table}" ({columns}) values {_rows(part, fields, numbers)}'  # noqa: S608 - from models


def _update(part: _Part, fields: Sequence[Field], numbers: Iterator[int]) -> str:
    table, (key, *others) = part.table._meta.db_table, fields
    columns = ", ".join(f'"{field.column}"' for field in fields)
    changes = ", ".join(f'"{field.column}" = rows."{field.column}"' for field in others)
    return (
        f'update "{table}" set {changes} from (values {_rows(part, fields, numbers)}) rows ({columns}) '  # noqa: S608 - from models
        f'where "{table}"."{key.column}" = rows."{key.column}"'
    )


def _rows(part: _Part, fields: Sequence[Field], numbers: Iterator[int]) -> str:
    """Places for the rows, with their type where the column does not say it."""
    return ", ".join(
        f"({', '.join(f'${next(numbers)}{_type(part, field)}' for field in fields)})"
        for _ in range(part.rows)
    )


def _type(part: _Part, field: Field) -> str:
    if part.names is not None:
        return f"::{field.db_type(connection)}"
    return "::jsonb" if isinstance(field, models.JSONField) else ""


def _reader(fields: Sequence[Field]) -> Reader:
    """What takes a record's values, in the order of the fields."""
    names = [field.attname for field in fields]
    # A single name would be given as it is: the first one stands twice, and is left out again.
    read = attrgetter(names[0], *names)
    trees = [place for place, field in enumerate(fields) if isinstance(field, models.JSONField)]

    def values(record: Record) -> list[Any]:
        found = list(read(record)[1:])
        for place in trees:
            found[place] = json.dumps(found[place], ensure_ascii=False)
        return found

    return values
