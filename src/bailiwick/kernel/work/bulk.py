"""Write many rows at once, also of models that extend another: one statement for each table (imports).

`COPY` is refused under row-level security, and `bulk_create` does not know inheritance; `insert … select … from
unnest(…)` is bound by both the tenant's policy and the capture trigger, and takes one array for each column.
"""

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from django.db import connection, models

from bailiwick.kernel.ledger.records import Record

Column = tuple[str, bool]


def fresh_ids(model: type[Record], amount: int) -> list[int]:
    """So many unused primary keys of the model's table (its parent's, if it extends another), ascending."""
    key: Any = root(model)._meta.pk
    with connection.cursor() as cursor:
        cursor.execute(
            "select nextval(pg_get_serial_sequence(%s, %s)) from generate_series(1, %s)",
            [root(model)._meta.db_table, key.column, amount],
        )
        return [row[0] for row in cursor.fetchall()]


def insert(rows: Sequence[Record], *, skip_existing: bool = False) -> None:
    """Insert unsaved rows of one model, whose primary keys are set (`fresh_ids`), in their order.

    With `skip_existing`, rows that a unique constraint refuses are left out. Raises what the database raises.
    """
    if not rows:
        return
    model = type(rows[0])
    for table in (*reversed(model._meta.get_parent_list()), model):
        statement, columns = _statement(table, skip_existing=skip_existing)
        with connection.cursor() as cursor:
            cursor.execute(statement, [_values(rows, *column) for column in columns])


def root(model: type[Record]) -> type[models.Model]:
    """The model whose table has the primary key's sequence."""
    parents = model._meta.get_parent_list()
    return parents[-1] if parents else model


@lru_cache(maxsize=64)
def _statement(table: type[models.Model], *, skip_existing: bool) -> tuple[str, tuple[Column, ...]]:
    fields = [field for field in table._meta.local_concrete_fields if not field.generated]
    names = ", ".join(f'"{field.column}"' for field in fields)
    arrays = ", ".join(f"%s::{field.db_type(connection)}[]" for field in fields)
    ending = " on conflict do nothing" if skip_existing else ""
    statement = f'insert into "{table._meta.db_table}" ({names}) select * from unnest({arrays}){ending}'  # noqa: S608
    return statement, tuple((field.attname, isinstance(field, models.JSONField)) for field in fields)


def _values(rows: Iterable[Record], attribute: str, is_json: bool) -> list[Any]:
    values = [getattr(row, attribute) for row in rows]
    return [json.dumps(value, ensure_ascii=False) for value in values] if is_json else values
