"""Write many rows at once, also of models that extend another: one statement for each table (imports).

`COPY` is refused under row-level security, and `bulk_create` does not know inheritance; `insert … select … from
unnest(…)` is bound by both the tenant's policy and the capture trigger. Arrays go in binary form, because their text
form costs thirty times as much to write.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from operator import attrgetter
from typing import Any, TypeAlias

from django.db import connection, models

from bailiwick.kernel.ledger.records import Record

Names = tuple[str, ...]
Field: TypeAlias = "models.Field[Any, Any]"


@contextmanager
def pipelined() -> Iterator[None]:
    """Send the statements inside without waiting for each: the next is prepared while the database works on the last.

    None of them may be asked for rows. Raises what the database raises, at the end at the latest.
    """
    connection.ensure_connection()
    with connection.wrap_database_errors, connection.connection.pipeline():
        yield


def commit_without_waiting() -> None:
    """Do not wait for the disk at the end of the present transaction: a crash may lose it, as a whole.

    For a slice of a run that goes on where it was broken off and ends with a transaction that does wait.
    """
    with connection.cursor() as cursor:
        cursor.execute("set local synchronous_commit to off")


def fresh_ids(model: type[Record], amount: int) -> list[int]:
    """So many unused primary keys of the model's table (its parent's, if it extends another), ascending."""
    table = _tables(model)[0]._meta
    with connection.cursor() as cursor:
        cursor.execute(
            "select nextval(pg_get_serial_sequence(%s, %s)) from generate_series(1, %s)",
            [table.db_table, table.pk.column, amount],
        )
        return [row[0] for row in cursor.fetchall()]


def insert(
    model: type[Record], names: Names, rows: Sequence[tuple[Any, ...]], *, skip_existing: bool = False
) -> None:
    """Insert rows of a model, in their order; each has the values of the attributes that `names` names.

    The names are those in Python ("team_id"). A primary key that is not named is given by the database, for a model
    that extends another it must be (`fresh_ids`), and its link to it too; any other column that is not named has its
    default. With `skip_existing`, rows that a unique constraint refuses are left out; otherwise raises what the
    database raises.
    """
    if not rows:
        return
    given = dict(zip(names, zip(*rows, strict=True), strict=True))
    for table in _tables(model):
        statement, fields = _statement(table, names, skip_existing=skip_existing)
        with connection.cursor() as cursor:
            cursor.execute(statement, [_parameter(field, given) for field in fields])


def insert_all(rows: Sequence[Record], *, skip_existing: bool = False) -> None:
    """Insert unsaved instances of one model in their order; their primary keys are all set (`fresh_ids`) or none is.

    `skip_existing` as in `insert`.
    """
    if not rows:
        return
    model = type(rows[0])
    fields = [field for table in _tables(model) for field in _fields(table)]
    names = tuple(field.attname for field in fields if rows[0].pk is not None or not field.primary_key)
    values = attrgetter(*names)
    insert(model, names, [values(row) for row in rows], skip_existing=skip_existing)


def _tables(model: type[Record]) -> list[type[models.Model]]:
    """The models whose tables hold a row of the model, the one with the primary key's sequence first."""
    return [*reversed(model._meta.get_parent_list()), model]


def _fields(table: type[models.Model]) -> list[Field]:
    return [field for field in table._meta.local_concrete_fields if not field.generated]


@lru_cache(maxsize=64)
def _statement(
    table: type[models.Model], names: Names, *, skip_existing: bool
) -> tuple[str, tuple[Field, ...]]:
    varying = [field for field in _fields(table) if field.attname in names]
    fixed = [field for field in _fields(table) if field.attname not in names and not field.primary_key]
    columns = ", ".join(f'"{field.column}"' for field in (*varying, *fixed))
    arrays = ", ".join(f"{_array(field)}::{field.db_type(connection)}[]" for field in varying)
    selected = ", ".join(["rows.*", *(f"%s::{field.db_type(connection)}" for field in fixed)])
    ending = " on conflict do nothing" if skip_existing else ""
    statement = (
        f'insert into "{table._meta.db_table}" ({columns}) '  # noqa: S608 - from models
        f"select {selected} from (select * from unnest({arrays})) rows{ending}"
    )
    # The select's parameters stand before those of the arrays.
    return statement, (*fixed, *varying)


def _array(field: Field) -> str:
    return "%b::text[]" if isinstance(field, models.JSONField) else "%b"


def _parameter(field: Field, given: dict[str, tuple[Any, ...]]) -> Any:
    is_json = isinstance(field, models.JSONField)
    if field.attname not in given:
        default = field.get_default()
        return json.dumps(default) if is_json else default
    values = given[field.attname]
    return [json.dumps(value, ensure_ascii=False) for value in values] if is_json else list(values)
