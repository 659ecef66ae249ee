"""The records that a request names by their ids, read in one query whatever their kinds."""

import json
from functools import lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, models

from bailiwick.kernel.base import statements, tenant
from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.ledger.records import Record

LARGEST = 2**63


def records(**wanted: tuple[type[Record], int | None]) -> dict[str, Any]:
    """The record of each field, None where no id is given; raises Invalid naming the fields whose record is missing.

    `records(team_id=(Team, 7), service_id=(Service, None))`
    """
    asked = {name: (model, pk) for name, (model, pk) in wanted.items() if pk is not None}
    found: dict[str, Any] = dict.fromkeys(wanted)
    if not asked:
        return found
    keys = [pk if 0 < pk < LARGEST else 0 for _, pk in asked.values()]
    row = _read(tuple(model for model, _ in asked.values()), keys)
    for name, (model, _) in asked.items():
        width = len(model._meta.concrete_fields)
        found[name], row = _made(model, row[:width]), row[width:]
    if missing := [name for name in asked if found[name] is None]:
        raise Invalid(dict.fromkeys(missing, "There is no such record."))
    return found


def _read(kinds: tuple[type[Record], ...], keys: list[int]) -> tuple[Any, ...]:
    [row] = statements.rows(_statement(kinds), [tenant.current(), *keys])
    return row


@lru_cache(maxsize=128)
def _statement(kinds: tuple[type[Record], ...]) -> str:
    columns = ", ".join(
        f'r{number}."{field.column}"'
        for number, kind in enumerate(kinds)
        for field in kind._meta.concrete_fields
    )
    joins = " ".join(
        f'left join "{kind._meta.db_table}" r{at} on r{at}.organization_id = $1 and r{at}.id = ${at + 2}'
        for at, kind in enumerate(kinds)
    )
    return f"select {columns} from (select 1) one {joins}"  # noqa: S608 - from models


def _made(model: type[Record], values: tuple[Any, ...]) -> Record | None:
    fields = model._meta.concrete_fields
    if values[fields.index(model._meta.pk)] is None:
        return None
    return model.from_db(
        DEFAULT_DB_ALIAS,
        [field.attname for field in fields],
        [_python(field, value) for field, value in zip(fields, values, strict=True)],
    )


def _python(field: "models.Field[Any, Any]", value: Any) -> Any:
    return json.loads(value) if isinstance(field, models.JSONField) and isinstance(value, str) else value
