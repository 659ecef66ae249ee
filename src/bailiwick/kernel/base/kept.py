"""Questions that are asked again and again: the SQL that the ORM makes of one is kept, the answer never is.

Writing a statement costs the ORM more than the database needs to answer it. What a page asks depends on who asks and on
what the address says; while those are the same, so is the statement.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Expression, Model, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.query import ModelIterable, ValuesIterable, ValuesListIterable, get_related_populators
from psycopg import adapters
from psycopg.pq import Format

from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.together import asked_once

KEPT = 4096
# Nobody's key: it stands for the person who asks while a statement for everybody with the same rights is made.
SOMEBODY = -(2**61)
_INSTANTS: Any = adapters.get_loader(adapters.types["timestamptz"].oid, Format.TEXT)

Change = Callable[["QuerySet[Any, Any]"], "QuerySet[Any, Any]"]
Shaping = Callable[[Sequence[tuple[Any, ...]]], list[Any]]


class Given(Expression):
    """A value that is known only when the query is asked: `filter(number=Given("number"))`, `rows(number=7)`."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, _compiler: Any, _connection: Any) -> tuple[str, Any]:
        """Its place in the statement, and itself where its value will be."""
        return "%s", [self]


_PERSON = Given("the person who asks")


def given_keys(name: str) -> RawSQL:
    """Keys that are known only when the query is asked: `filter(pk__in=given_keys("keys"))`, `rows(keys=[7, 9])`."""
    return RawSQL("select unnest(%s::bigint[])", [Given(name)])


class _Passing(Exception):
    """A statement that holds an instant or a day is good for this moment only."""

    def __init__(self, statement: "_Statement") -> None:
        self.statement = statement


@dataclass(frozen=True, slots=True)
class _Statement:
    sql: str
    parameters: tuple[Any, ...]
    shaped: Shaping

    def rows(self, given: Mapping[str, Any]) -> list[Any]:
        if not self.sql:
            return []
        values = [given[one.name] if isinstance(one, Given) else one for one in self.parameters]
        with connection.cursor() as cursor:
            # Django reads instants in Python and sets UTC once more; the driver's own way is ten times as fast.
            cursor.adapters.register_loader("timestamptz", _INSTANTS)
            cursor.execute(self.sql, values)
            return self.shaped(cursor.fetchall())


class KeptQuery:
    """A query by the key that it is wholly determined by, the organization and what is `Given` aside.

    `make` must depend on nothing but the key, and must not look anything up itself: it runs only when the statement is
    not known yet. What is known holds no rows and is always run again.
    """

    def __init__(
        self,
        model: type[Model],
        key: Hashable,
        make: Callable[[], "QuerySet[Any, Any]"],
        *,
        person_id: int | None = None,
    ) -> None:
        self.model = model
        self._key = key
        self._make = make
        self._person_id = person_id

    @classmethod
    def by(
        cls, actor: Actor, model: type[Model], key: Hashable, make: Callable[[Actor], "QuerySet[Any, Any]"]
    ) -> "KeptQuery":
        """A query that depends on the actor too; people with the same rights share it.

        `make` gets one of them whose `person_id` may only become a parameter of the query: the asking person's takes
        its place each time. Anything else that is done with it finds nobody.
        """
        person_id = actor.person_id
        anybody = replace(
            actor, name="", token_id=None, request="", person_id=None if person_id is None else SOMEBODY
        )
        return cls(model, (key, anybody), lambda: make(anybody), person_id=person_id)

    def changed(self, key: Hashable, change: Change) -> "KeptQuery":
        """The same with something added, which `key` determines."""
        return KeptQuery(
            self.model, (self._key, key), lambda: change(self._make()), person_id=self._person_id
        )

    def rows(self, **given: Any) -> list[Any]:
        """The answer now: dictionaries, tuples or records, as `values()`, `values_list()` or neither was asked for."""
        asked = _Asked((tenant.current(), self.model, self._key), self._make)
        return _statement_of(asked).rows({**given, _PERSON.name: self._person_id})


@cache
def by_key(model: type[Model]) -> Callable[[int], Any]:
    """How a record of the current organization is found by its primary key; None when there is none.

    For readers: what several pieces of work that go together ask for is read once.
    """
    named: Any = model

    @asked_once
    def found(key: int) -> Any:
        asked = KeptQuery(model, "by key", lambda: named.objects.filter(pk=Given("key")))
        return next(iter(asked.rows(key=key)), None)

    return found


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
        return _Statement("", (), list)
    places = tuple(_PERSON if value == SOMEBODY else value for value in parameters)
    return _Statement(sql, places, _converted(compiler, _shaping(queryset, compiler)))


def _converted(compiler: Any, shaped: Shaping) -> Shaping:
    converters = compiler.get_converters([column[0] for column in compiler.select])
    if not converters:
        return shaped
    return lambda rows: shaped(list(compiler.apply_converters(rows, converters)))


def _shaping(queryset: "QuerySet[Any, Any]", compiler: Any) -> Shaping:
    kind: Any = queryset._iterable_class
    if kind is ValuesListIterable:
        return list
    if kind is ModelIterable:
        return _records(compiler)
    if kind is not ValuesIterable:
        raise TypeError("Only records, values() and values_list() can be kept.")
    names = tuple(compiler.query.selected)
    return lambda rows: [dict(zip(names, row, strict=True)) for row in rows]


def _records(compiler: Any) -> Shaping:
    """As Django's ModelIterable makes them, but what it works out for each query is worked out once."""
    model, fields = compiler.klass_info["model"], compiler.klass_info["select_fields"]
    first, end = fields[0], fields[-1] + 1
    names = [column[0].target.attname for column in compiler.select[first:end]]
    related: Any = get_related_populators  # the stubs describe a later Django
    populators = related(compiler.klass_info, compiler.select, compiler.using)
    annotations = dict(compiler.annotation_col_map or {})

    def shaped(rows: Sequence[tuple[Any, ...]]) -> list[Any]:
        made = []
        for row in rows:
            record = model.from_db(compiler.using, names, row[first:end])
            for populator in populators:
                populator.populate(row, record)
            for name, place in annotations.items():
                setattr(record, name, row[place])
            made.append(record)
        return made

    return shaped
