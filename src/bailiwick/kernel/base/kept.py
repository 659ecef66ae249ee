"""Questions that are asked again and again: the SQL that the ORM makes of one is kept, the answer never is.

Writing a statement costs the ORM more than the database needs to answer it. What a page asks depends on who asks and on
what the address says; while those are the same, so is the statement.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet

from bailiwick.kernel.base import tenant

KEPT = 4096

Change = Callable[["QuerySet[Any, Any]"], "QuerySet[Any, Any]"]


class _Passing(Exception):
    """A statement that holds an instant or a day is good for this moment only."""

    def __init__(self, statement: "_Statement") -> None:
        self.statement = statement


@dataclass(frozen=True, slots=True)
class _Statement:
    sql: str
    parameters: tuple[Any, ...]
    names: tuple[str, ...]
    compiler: Any
    converters: Any

    def rows(self) -> list[Any]:
        if not self.sql:
            return []
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self.parameters)
            rows: list[Any] = cursor.fetchall()
        if self.converters:
            rows = list(self.compiler.apply_converters(rows, self.converters))
        if not self.names:
            return rows
        return [dict(zip(self.names, row, strict=True)) for row in rows]


class KeptQuery:
    """A query of `values()` or `values_list()` by the key that it is wholly determined by, the organization aside.

    `make` must depend on nothing but the key, and must not look anything up itself: it runs only when the statement is
    not known yet. What is known holds no rows and is always run again.
    """

    def __init__(self, model: type[Model], key: Hashable, make: Callable[[], "QuerySet[Any, Any]"]) -> None:
        self.model = model
        self._key = key
        self._make = make

    def changed(self, key: Hashable, change: Change) -> "KeptQuery":
        """The same with something added, which `key` determines."""
        return KeptQuery(self.model, (self._key, key), lambda: change(self._make()))

    def rows(self) -> list[Any]:
        """The answer now, as dictionaries or tuples."""
        return _statement_of(_Asked((tenant.current(), self.model, self._key), self._make)).rows()


class _Asked:
    """The key with its maker beside it: equal when the keys are."""

    __slots__ = ("key", "make")

    def __init__(self, key: Hashable, make: Callable[[], "QuerySet[Any, Any]"]) -> None:
        self.key, self.make = key, make

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Asked) and self.key == other.key


def _statement_of(asked: _Asked) -> _Statement:
    try:
        return _known(asked)
    except _Passing as passing:
        return passing.statement


@lru_cache(KEPT)
def _known(asked: _Asked) -> _Statement:
    with connection.execute_wrapper(_refuse):
        statement = _compiled(asked.make())
    asked.make = _already_made
    if any(isinstance(value, date) for value in statement.parameters):
        raise _Passing(statement)
    return statement


def _refuse(*_execution: Any) -> Any:
    raise RuntimeError("A kept query must not look anything up while it is made.")


def _already_made() -> "QuerySet[Any, Any]":
    raise RuntimeError("This statement is known already.")


def _compiled(queryset: "QuerySet[Any, Any]") -> _Statement:
    query: Any = queryset.query
    compiler = query.get_compiler(queryset.db)
    try:
        sql, parameters = compiler.as_sql()
    except EmptyResultSet:
        return _Statement("", (), (), None, None)
    converters = compiler.get_converters([column[0] for column in compiler.select])
    names = tuple(query.selected or ()) if _gives_dictionaries(queryset) else ()
    return _Statement(sql, tuple(parameters), names, compiler, converters)


def _gives_dictionaries(queryset: "QuerySet[Any, Any]") -> bool:
    kind = queryset._iterable_class.__name__
    if kind not in ("ValuesIterable", "ValuesListIterable"):
        raise TypeError("Only values() and values_list() can be kept.")
    return bool(kind == "ValuesIterable")
