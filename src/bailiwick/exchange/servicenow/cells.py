"""Typed values of single cells, each distinct text parsed once; what is missing is None."""

import re
from datetime import UTC, datetime, tzinfo
from typing import Final, Generic, TypeVar

from .columns import MISSING
from .malformed import shown

REMEMBERED: Final = 200_000
"""Distinct texts after which a parser forgets and starts again, so that its memory is bounded."""

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2999

REPEATED: Final = "repeated_local_time"
SKIPPED: Final = "skipped_local_time"

_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}) (\d{1,2}):(\d{2})", re.ASCII)
_COUNT = re.compile(r"\d{1,9}", re.ASCII)
_RATING = re.compile(r"([1-5]) - \S.*", re.ASCII)

Value = TypeVar("Value")


class Cells(dict[str, Value | None], Generic[Value]):
    """A mapping from the text of a cell to its value; parses what it does not know, or raises ValueError."""

    def __missing__(self, text: str) -> Value | None:
        value = None if text in MISSING else self.parse(text)
        if len(self) >= REMEMBERED:
            self.clear()
        self[text] = value
        return value

    def parse(self, text: str) -> Value:
        """The value of a text that is not missing."""
        raise NotImplementedError


class Counts(Cells[int]):
    """Whole numbers from 0 to 999,999,999."""

    def parse(self, text: str) -> int:
        """The number; "-1", "1.0" and digits of other scripts are refused."""
        if not _COUNT.fullmatch(text):
            raise ValueError(f"not a whole number: {shown(text)}")
        return int(text)


class Ratings(Cells[int]):
    """The leading number of "2 - Medium", 1 to 5."""

    def parse(self, text: str) -> int:
        """The number before the dash."""
        found = _RATING.fullmatch(text)
        if not found:
            raise ValueError(f'not a rating such as "2 - Medium": {shown(text)}')
        return int(found[1])


class Flags(Cells[bool]):
    """The words true and false."""

    def parse(self, text: str) -> bool:
        """Whether the word is true."""
        if text not in {"true", "false"}:
            raise ValueError(f"neither true nor false: {shown(text)}")
        return text == "true"


class Instants(Cells[datetime]):
    """Local times "29/2/2016 01:23" (day/month/year) of one zone as aware instants in UTC.

    A local time that a clock change makes happen twice is read as its first occurrence; one that it leaves
    out, as the instant that the offset before the change gives (PEP 495, fold 0). `odd` says which were so.
    """

    def __init__(self, zone: tzinfo) -> None:
        super().__init__()
        self.zone = zone
        self.odd: dict[str, str] = {}

    def parse(self, text: str) -> datetime:
        """The instant, to the minute."""
        found = _DATE.fullmatch(text)
        if not found:
            raise ValueError(f"not a date such as 29/2/2016 01:23: {shown(text)}")
        day, month, year, hour, minute = map(int, found.groups())
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise ValueError(f"the year is not between {FIRST_YEAR} and {LAST_YEAR}: {shown(text)}")
        try:
            local = datetime(year, month, day, hour, minute, tzinfo=self.zone)
        except ValueError as error:
            raise ValueError(f"no such day/month/year hour:minute ({error}): {shown(text)}") from error
        first, second = local.utcoffset(), local.replace(fold=1).utcoffset()
        if first != second and first is not None and second is not None:
            self.odd[text] = REPEATED if first > second else SKIPPED
        return local.astimezone(UTC)
