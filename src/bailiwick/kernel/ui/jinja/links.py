"""Addresses of routes, and query strings that change one thing and keep the rest of what was asked for."""

from collections.abc import Iterable, Mapping
from functools import cache
from urllib.parse import urlencode

from django.conf import settings
from django.http import QueryDict
from django.urls import get_urlconf, reverse

POSITIONS = ("after", "before")


def url(name: str, *args: object, **kwargs: object) -> str:
    """Return the address of a named route; raises NoReverseMatch for an unknown one."""
    if args or kwargs:
        return reverse(name, args=args or None, kwargs=kwargs or None)
    return _place(name, get_urlconf() or settings.ROOT_URLCONF)


@cache
def _place(name: str, routes: str) -> str:
    return reverse(name, routes)


def query_string(params: Mapping[str, object], **changes: object) -> str:
    """Return `?…` from params with the changes made.

    A change to None or to an empty string removes the name, a list repeats it. A change of anything but the
    position drops the keyset position (`after`, `before`), because it belongs to the old order.
    """
    pairs = {name: _several(params, name) for name in params}
    if not set(changes) & set(POSITIONS):
        changes |= dict.fromkeys(POSITIONS)
    for name, value in changes.items():
        pairs.pop(name, None)
        if value not in (None, "", []):
            pairs[name] = _listed(value)
    return f"?{urlencode(pairs, doseq=True)}" if pairs else "?"


def chosen(params: Mapping[str, object], name: str) -> list[str]:
    """Return every value that a filter has in a query, as text."""
    return [str(value) for value in _several(params, name) if value not in (None, "")]


def label_of(choices: Iterable[tuple[object, str]], value: object) -> str:
    """Return the label of a value among choices, or the value itself."""
    return next((label for known, label in choices if str(known) == str(value)), str(value))


def _several(params: Mapping[str, object], name: str) -> list[object]:
    if isinstance(params, QueryDict):
        return list(params.getlist(name))
    return _listed(params.get(name))


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple | set) else [value]
