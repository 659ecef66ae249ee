"""Fields as people fill them in: each checked by a rule, all faults told at once, written by name."""

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.errors import Invalid, NotAllowedNow
from bailiwick.kernel.ledger import races
from bailiwick.kernel.ledger.operation import Operation
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


def whole(least: int, most: int) -> Rule:
    """A whole number from `least` to `most`."""

    def rule(number: Any) -> int:
        if not isinstance(number, int) or isinstance(number, bool) or not least <= number <= most:
            raise ValueError(f"This must be a whole number from {least} to {most:,}.")
        return number

    return rule


def one_of(choices: type[models.TextChoices]) -> Rule:
    """One of the choices, as its stored text."""

    def rule(text: Any) -> str:
        if text not in choices.values:
            raise ValueError(f"This must be one of {', '.join(choices.values)}.")
        return str(choices(text).value)

    return rule


def live(model: type[Record]) -> Rule:
    """A record of the organization that is neither retired nor disabled; locked, so that it stays so."""

    def rule(record: Any) -> Any:
        found: Any = model.objects.select_for_update(no_key=True, of=("self",)).filter(pk=record.pk).first()
        noun = model._meta.verbose_name
        if found is None:
            raise ValueError(f"There is no such {noun}.")
        if getattr(found, "retired_at", None) or getattr(found, "disabled_at", None):
            raise ValueError(f"“{found}” is out of use.")
        return found

    return rule


def earliest_today(at: datetime) -> date:
    """The date where it is earliest at an instant (UTC-12): no place on earth has an earlier one."""
    return (at - timedelta(hours=12)).date()


def given(reason: str) -> str:
    """The reason of an act that needs one; raises Invalid when it is missing."""
    text: str = checked({"reason": reason}, {"reason": prose})["reason"]
    if not text:
        raise Invalid({"reason": "Please say why."})
    return text


def write(record: Record, values: Mapping[str, Any], *, also_changed: bool = False) -> None:
    """Save the named fields that differ; the version counts up if any does, or if something beside them did."""
    fields = {field.name: field.attname for field in record._meta.concrete_fields}
    new = {fields[name]: _stored(value) for name, value in values.items()}
    changed = {name: value for name, value in new.items() if getattr(record, name) != value}
    if changed or also_changed:
        _save(record, changed)


def retire(op: Operation[Any]) -> None:
    """Take the operation's subject out of use; its past stays."""
    refuse_retired(op)
    write(op.subject, {"retired_at": clock.now()})


def refuse_retired(op: Operation[Any]) -> None:
    """Raise NotAllowedNow when the operation's subject is out of use."""
    if op.subject.retired_at is not None:
        raise NotAllowedNow(op.verb, "retired")


@contextmanager
def unique(constraint: str, field: str, text: str) -> Iterator[None]:
    """Say Invalid({field: text}) when the database refuses a duplicate by this constraint."""
    with races.lost_to(constraint, Invalid({field: text})):
        yield


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
