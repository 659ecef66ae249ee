"""Positions in lists as opaque, signed text: nobody can make one up, or use one in another list."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core import signing

from bailiwick.kernel.base.errors import Invalid

LONGEST = 4000
READ: dict[str, Any] = {
    "t": datetime.fromisoformat,
    "d": date.fromisoformat,
    "n": Decimal,
    "u": UUID,
    "v": lambda value: value,
}


def write(values: list[Any], purpose: str) -> str:
    """The position of a row by the values that its list is ordered by."""
    return signing.dumps([_written(value) for value in values], salt=_salt(purpose))


def read(text: str, purpose: str, count: int) -> list[Any]:
    """The values of a position; raises Invalid unless `write` made it for the same purpose."""
    try:
        if len(text) > LONGEST:
            raise signing.BadSignature
        written = signing.loads(text, salt=_salt(purpose))
    except signing.BadSignature:
        raise Invalid({"": "This page of the list does not exist. Begin again at the first."}) from None
    if len(written) != count:
        raise Invalid({"": "The order of this list has changed. Begin again at its first page."})
    return [READ[kind](value) for kind, value in written]


def _written(value: Any) -> tuple[str, Any]:
    match value:
        case datetime():
            return "t", value.isoformat()
        case date():
            return "d", value.isoformat()
        case Decimal():
            return "n", str(value)
        case UUID():
            return "u", str(value)
    return "v", value


def _salt(purpose: str) -> str:
    return f"bailiwick.position.{purpose}"
