"""Values as the cells of files: texts without what a spreadsheet would run or an XML parser would refuse."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

# What a spreadsheet takes for a formula when it opens a CSV file (OWASP, "CSV Injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LONGEST = 32_767  # characters in a cell (ECMA-376, and the limits of Excel)


def text(value: Any) -> str:
    """A value in words: yes and no, the label of what has one, the words of markup; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, str):
        plain = value.striptags() if isinstance(value, Markup) else value
        return _UNPRINTABLE.sub("", plain)[:LONGEST] if plain else ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return text(value.get("label", ""))
    return text(str(value))


def harmless(words: str) -> str:
    """The text with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{words}" if words.startswith(_FORMULA) else words


def local(value: datetime | date, zone: ZoneInfo) -> datetime | date:
    """An instant as a wall clock in the zone shows it, without its zone; a date as it is."""
    return value.astimezone(zone).replace(tzinfo=None) if isinstance(value, datetime) else value
