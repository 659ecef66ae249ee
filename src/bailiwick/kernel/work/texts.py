"""Texts that people type: cleaned of what no text should hold, and bounded."""

import unicodedata

from bailiwick.kernel.base.errors import Invalid

LINE_LENGTH = 250
BODY_LENGTH = 100_000


def line(text: str, name: str, *, needed: bool = True, length: int = LINE_LENGTH) -> str:
    """One line: whitespace joined, control characters dropped; raises Invalid when empty or too long."""
    cleaned = " ".join(_printable(text).split())
    if needed and not cleaned:
        raise Invalid({name: "This is needed."})
    if len(cleaned) > length:
        raise Invalid({name: f"{len(cleaned):,} characters; {length} are possible."})
    return cleaned


def body(text: str, name: str, *, needed: bool = False, length: int = BODY_LENGTH) -> str:
    """A text of several lines; raises Invalid when empty (if needed) or too long."""
    cleaned = _printable(text.replace("\r\n", "\n").replace("\r", "\n")).strip("\n ")
    if needed and not cleaned.strip():
        raise Invalid({name: "This is needed."})
    if len(cleaned) > length:
        raise Invalid({name: f"{len(cleaned):,} characters; {length:,} are possible."})
    return cleaned


def _printable(text: str) -> str:
    """Without control characters (but line ends and tabs) and without lone surrogates, which no database takes."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
