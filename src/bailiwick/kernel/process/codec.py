"""Turns trees of texts, lists and maps into frozen dataclasses by their annotations, and back."""

import dataclasses
import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache
from types import NoneType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

D = TypeVar("D")

MAX_TEXT = 4_000

# What neither XML nor PostgreSQL can hold, and the halves of characters.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_MISSING = object()


class Problems(dict[str, str]):
    """What is wrong, by path; the first thing said of a path stays."""

    def add(self, path: str, text: str) -> None:
        """Say what is wrong at a path."""
        self.setdefault(path, text)


def decode(kind: type[D], tree: object, problems: Problems, path: str = "") -> D:
    """The dataclass `kind` from a tree of maps, lists, texts, numbers and truth values.

    All defects go to `problems` by path (`transitions[3].to`); the value returned is of use only when there
    are none. Texts lose outer whitespace; a list may be written as its only item.
    """
    return cast(D, _dataclass(kind, tree, problems, path))


def encode(value: object) -> Any:
    """The tree of a dataclass: defaults left out, shorthands used, ready for JSON and YAML."""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple):
        return [encode(item) for item in value]
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    tree: dict[str, Any] = {}
    for item in dataclasses.fields(value):
        content = getattr(value, item.name)
        if content != item.default:
            encoded = encode(content)
            alone = item.metadata.get("single") and len(encoded) == 1
            tree[_key(item)] = encoded[0] if alone else encoded
    short = getattr(value, "SHORT", "")
    return tree[short] if set(tree) == {short} else tree


def _dataclass(kind: type, tree: object, problems: Problems, path: str) -> object:
    short = getattr(kind, "SHORT", "")
    if short and isinstance(tree, str):
        tree = {short: tree}
    if not isinstance(tree, Mapping):
        problems.add(path, "must be a map of keys and values")
        return None
    hints, fields = _shape(kind)
    for key in tree:
        if key not in fields:
            problems.add(_join(path, str(key)), "is not known here")
    values = {}
    for key, item in fields.items():
        content = tree.get(key, _MISSING)
        if content is not _MISSING and content is not None:
            values[item.name] = _value(hints[item.name], content, problems, _join(path, key))
        elif item.default is dataclasses.MISSING:
            problems.add(_join(path, key), "is missing")
            values[item.name] = None
    return kind(**values)


def _value(hint: Any, content: object, problems: Problems, path: str) -> object:
    if get_origin(hint) is tuple:
        several = isinstance(content, Sequence) and not isinstance(content, str)
        items = cast(Sequence[object], content) if several else (content,)
        inner = get_args(hint)[0]
        return tuple(_value(inner, item, problems, f"{path}[{n}]") for n, item in enumerate(items))
    if dataclasses.is_dataclass(hint):
        return _dataclass(cast(type, hint), content, problems, path)
    if isinstance(content, Mapping | list | tuple | NoneType):
        problems.add(path, "must be a single value")
        return None
    return _scalar(hint, content, problems, path)


def _scalar(hint: Any, content: object, problems: Problems, path: str) -> object:
    text = str(content).strip()
    if hint is bool:
        if text.lower() not in ("true", "false"):
            problems.add(path, "must be true or false")
        return text.lower() == "true"
    if hint is int:
        if not re.fullmatch("[0-9]{1,9}", text):
            problems.add(path, "must be a whole number")
            return 0
        return int(text)
    if issubclass(hint, StrEnum):
        choices = [member.value for member in hint]
        if text not in choices:
            problems.add(path, f"must be one of {', '.join(choices)}, not '{text[:40]}'")
            return next(iter(hint))
        return hint(text)
    if not text:
        problems.add(path, "is empty")
    if len(text) > MAX_TEXT:
        problems.add(path, f"is longer than {MAX_TEXT} characters")
    if _UNFIT.search(text):
        problems.add(path, "has a control character")
    return text


@cache
def _shape(kind: type) -> tuple[dict[str, Any], dict[str, "dataclasses.Field[Any]"]]:
    return get_type_hints(kind), {_key(item): item for item in dataclasses.fields(kind)}


def _key(item: "dataclasses.Field[Any]") -> str:
    return str(item.metadata.get("key", item.name))


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key
