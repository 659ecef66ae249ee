"""Fields as people fill them in: each checked by a rule, all faults told at once, written by name."""

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import Any
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, models

from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.ledger.records import Record

Rule = Callable[[Any], Any]

LINE_LENGTH = 200
PROSE_LENGTH = 20_000
EMAIL_LENGTH = 254
# Line and paragraph separators, and the marks that make text read in another order than it is stored.
_DECEPTIVE = frozenset("\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def checked(fields: Mapping[str, Any], rules: Mapping[str, Rule]) -> dict[str, Any]:
    """The fields as their rules return them; those without a rule pass.

    A rule takes a value and returns what to store, or raises ValueError with what is wrong in words for people;
    Invalid then names every such field.
    """
    values, wrong = dict(fields), {}
    for name in fields.keys() & rules.keys():
        try:
            values[name] = rules[name](fields[name])
        except ValueError as error:
            wrong[name] = str(error)
    if wrong:
        raise Invalid({name: wrong[name] for name in fields if name in wrong})
    return values


def optional(rule: Rule) -> Rule:
    """The rule, for a field that may also be empty ("" or None)."""
    return lambda value: value if value in ("", None) else rule(value)


def line(text: str) -> str:
    """A text of one line, such as a name: up to 200 characters, without surrounding spaces."""
    stripped = unicodedata.normalize("NFC", _printable(text)).strip()
    if not any(character.isprintable() and not character.isspace() for character in stripped):
        raise ValueError("This must not be empty.")
    if any(unicodedata.category(character) == "Cc" for character in stripped):
        raise ValueError("This must be a single line without control characters.")
    if len(stripped) > LINE_LENGTH:
        raise ValueError(f"This is {len(stripped)} characters long; {LINE_LENGTH} are possible.")
    return stripped


def prose(text: str) -> str:
    """A text of any number of lines, up to 20,000 characters, possibly empty."""
    stripped = _printable(text).replace("\r\n", "\n").strip()
    if any(unicodedata.category(character) == "Cc" and character not in "\n\t" for character in stripped):
        raise ValueError("This must not hold control characters.")
    if len(stripped) > PROSE_LENGTH:
        raise ValueError(f"This is {len(stripped):,} characters long; {PROSE_LENGTH:,} are possible.")
    return stripped


def email(text: str) -> str:
    """An e-mail address by its shape; whether anybody reads it is another question."""
    address = _printable(text).strip()
    try:
        validate_email(address)
    except ValidationError:
        raise ValueError("This is not an e-mail address.") from None
    if len(address) > EMAIL_LENGTH:
        raise ValueError(f"An e-mail address has at most {EMAIL_LENGTH} characters.")
    return address


def zone(name: str) -> str:
    """The name of a time zone in the IANA database, such as "Europe/Lisbon"."""
    if name not in _zones():
        raise ValueError("There is no such time zone.")
    return name


def write(record: Record, values: Mapping[str, Any]) -> None:
    """Save the named fields that differ, and count the record's version up if any does."""
    new = {record._meta.get_field(name).attname: _stored(value) for name, value in values.items()}
    changed = {name: value for name, value in new.items() if getattr(record, name) != value}
    if changed:
        _save(record, changed)


@contextmanager
def unique(constraint: str, field: str, text: str) -> Iterator[None]:
    """Say Invalid({field: text}) when the database refuses a duplicate by this constraint."""
    try:
        yield
    except IntegrityError as error:
        diagnosis = getattr(error.__cause__, "diag", None)
        if diagnosis is None or diagnosis.constraint_name != constraint:
            raise
        raise Invalid({field: text}) from None


def _printable(text: str) -> str:
    if any(character in _DECEPTIVE or unicodedata.category(character) == "Cs" for character in text):
        raise ValueError("This holds characters that cannot be shown.")
    return text


def _stored(value: Any) -> Any:
    return value.pk if isinstance(value, models.Model) else value


def _save(record: Any, changed: Mapping[str, Any]) -> None:
    for name, value in changed.items():
        setattr(record, name, value)
    record.version += 1
    record.save(update_fields=[*changed, "version"])


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())
