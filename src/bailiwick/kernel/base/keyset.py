"""Keyset windows: a part of a list begins where the last one ended, however long the list is and whatever was added."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.db.models import F, Model, Q, QuerySet

from bailiwick.kernel.base import positions
from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.base.kept import KeptQuery

T = TypeVar("T")
ID = "id"
LARGEST = 500


@dataclass(frozen=True, slots=True)
class Key:
    """One column of an order. Nulls of a nullable one come last in both directions."""

    name: str
    is_descending: bool = False
    is_nullable: bool = False


@dataclass(frozen=True, init=False)
class Sort:
    """An order: fields, "-" before a descending one; the primary key always ends it, so that it is total."""

    keys: tuple[Key, ...]

    def __init__(self, *names: str, nullable: Iterable[str] = ()) -> None:
        may_be_null = frozenset(nullable)
        keys = [
            Key(name.lstrip("-"), name.startswith("-"), name.lstrip("-") in may_be_null) for name in names
        ]
        if unknown := may_be_null - {key.name for key in keys}:
            raise ValueError(f"{sorted(unknown)} is no key of this order.")
        if not any(key.name == ID for key in keys):
            keys.append(Key(ID, bool(keys) and keys[-1].is_descending))
        object.__setattr__(self, "keys", tuple(keys))

    def reversed(self) -> "Sort":
        """The same in the other direction; nulls stay last."""
        return Sort(
            *(key.name if key.is_descending else f"-{key.name}" for key in self.keys),
            nullable=[key.name for key in self.keys if key.is_nullable],
        )


@dataclass(frozen=True)
class Window(Generic[T]):
    """A part of a list; `after` and `before` are the positions where the next and the previous part begin."""

    items: list[T] = field(default_factory=list)
    after: str = ""
    before: str = ""
    sort: str = ""
    is_beyond: bool = False


def window(
    queryset: "QuerySet[Any, T] | KeptQuery",
    *,
    sorts: Mapping[str, Sort],
    name: str,
    after: str = "",
    before: str = "",
    size: int = 50,
) -> Window[T]:
    """The part of a list that follows `after`, or ends before `before`, in the order `name`; one query.

    Raises Invalid for an order that is not among `sorts` and for a position that is not one of this list's.
    """
    sort = named(sorts, name)
    size = max(1, min(size, LARGEST))
    purpose = f"{queryset.model._meta.label}|{name}"
    values = positions.read(after or before, purpose, len(sort.keys)) if after or before else None
    rows = _rows(queryset, sort, values, backwards=not after and bool(before), count=size + 1)
    has_more, rows = len(rows) > size, rows[:size]
    if before and not after:
        rows.reverse()
        has_next, has_previous = True, has_more
    else:
        has_next, has_previous = has_more, values is not None
    if not rows:
        return Window(sort=name, is_beyond=values is not None)

    def at(row: T) -> str:
        return positions.write([_value(row, key.name) for key in sort.keys], purpose)

    return Window(rows, at(rows[-1]) if has_next else "", at(rows[0]) if has_previous else "", name)


def walk(
    queryset: "QuerySet[Any, T]", *, sorts: Mapping[str, Sort], name: str, size: int
) -> Iterator[list[T]]:
    """The whole list in the order `name`, in parts of `size`, each read when it is asked for; raises Invalid."""
    sort, values = named(sorts, name), None
    while rows := _rows(queryset, sort, values, backwards=False, count=size):
        yield rows
        if len(rows) < size:
            return
        values = [_value(rows[-1], key.name) for key in sort.keys]


def named(sorts: Mapping[str, Sort], name: str) -> Sort:
    """The order of that name, "-" before it for the other direction; raises Invalid."""
    sort = sorts.get(name.removeprefix("-"))
    if sort is None:
        raise Invalid({"sort": "This list has no such order."})
    return sort.reversed() if name.startswith("-") else sort


def _rows(
    queryset: "QuerySet[Any, T] | KeptQuery",
    sort: Sort,
    values: list[Any] | None,
    *,
    backwards: bool,
    count: int,
) -> list[T]:
    def part(rows: "QuerySet[Any, T]") -> "QuerySet[Any, T]":
        if values is not None:
            rows = rows.filter(_beyond(sort.keys, values, backwards=backwards))
        return rows.order_by(*(ordering(key, backwards=backwards) for key in sort.keys))[:count]

    if isinstance(queryset, KeptQuery):
        place = None if values is None else tuple(values)
        return queryset.changed((sort, place, backwards, count), part).rows()
    return list(part(queryset))


def ordering(key: Key, *, backwards: bool) -> Any:
    """The order of one column."""
    descending = key.is_descending != backwards
    column = F(key.name)
    if not key.is_nullable:
        return column.desc() if descending else column.asc()
    nulls: dict[str, Any] = {"nulls_first": True} if backwards else {"nulls_last": True}
    return column.desc(**nulls) if descending else column.asc(**nulls)


def _beyond(keys: tuple[Key, ...], values: list[Any], *, backwards: bool) -> Q:
    """Rows after the position (before it when backwards): equal in the first keys and beyond in the next."""
    found, equal = Q(), Q()
    for key, value in zip(keys, values, strict=True):
        step = _step(key, value, backwards=backwards)
        if step is not None:
            found |= equal & step
        equal &= Q(**{f"{key.name}__isnull": True}) if value is None else Q(**{key.name: value})
    return _bound(keys[0], values[0], backwards=backwards) & found


def _bound(key: Key, value: Any, *, backwards: bool) -> Q:
    """Implied by the rest, but a range that an index serves where the alternatives are not."""
    if key.is_nullable or value is None:
        return Q()
    return Q(**{f"{key.name}__{'lte' if key.is_descending != backwards else 'gte'}": value})


def _step(key: Key, value: Any, *, backwards: bool) -> Q | None:
    is_null = Q(**{f"{key.name}__isnull": True})
    if value is None:
        return ~is_null if backwards else None
    beyond = Q(**{f"{key.name}__{'lt' if key.is_descending != backwards else 'gt'}": value})
    return beyond | is_null if key.is_nullable and not backwards else beyond


def _value(row: Any, name: str) -> Any:
    if not isinstance(row, Model):
        return row[name]
    for part in name.split("__"):
        row = getattr(row, part) if row is not None else None
    return row
