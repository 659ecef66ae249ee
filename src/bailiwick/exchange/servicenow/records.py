"""Records of a comma-separated file (RFC 4180, UTF-8, optionally gzip), read with bounds and strictly.

The standard csv module accepts stray quotes and cannot name the column of an error; this one does neither.
"""

import gzip
import io
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final, NoReturn

from .malformed import MalformedLog, shown

RECORD_LIMIT: Final = 64 * 1024
"""Bytes one record may have; the longest of the public log has fewer than 700."""
CELL_LIMIT: Final = 1000
"""Characters one cell may have."""
SIZE_LIMIT: Final = 4 * 1024**3
"""Bytes the whole file may have once unpacked."""
EXPANSION_LIMIT: Final = 250
"""How many times its packed size a file may grow; the public log grows 19 times."""
ALWAYS_ALLOWED: Final = 16 * 1024**2
"""Unpacked bytes below which the growth of a small file does not matter."""

_CELL = re.compile(r'(?:"([^"]*(?:""[^"]*)*)"|([^",]*))(,|\Z)')
_QUOTED = re.compile(r'"[^"]*"?')


def read_records(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Each record as (line it starts on, its cells); the header is the first.

    Raises MalformedLog for anything that is not strictly such a file, OSError where it cannot be opened.
    """
    packed = path.suffix.lower() == ".gz"
    source = _Source(path, packed=packed)
    try:
        with source.stream:
            while raw := source.next_line():
                start = source.line
                yield start, source.cells_of(start, raw)
    except (EOFError, zlib.error, gzip.BadGzipFile) as broken:
        reason = f"the gzip file is damaged or cut short here ({broken})"
        raise MalformedLog(source.line + 1, source.name(0), reason) from broken


class _Source:
    """The open file, the line it is at, and the names that errors use for its columns."""

    def __init__(self, path: Path, *, packed: bool) -> None:
        size = path.stat().st_size
        self.stream: BinaryIO
        if packed:
            self.stream = io.BufferedReader(gzip.GzipFile(path), RECORD_LIMIT)
            self.allowance = min(SIZE_LIMIT, max(ALWAYS_ALLOWED, size * EXPANSION_LIMIT))
        else:
            self.stream = path.open("rb")
            self.allowance = SIZE_LIMIT
        self.line = 0
        self.names: list[str] = []

    def next_line(self) -> bytes:
        """The next line with its end, b"" after the last."""
        raw = self.stream.readline(RECORD_LIMIT + 1)
        if not raw:
            return raw
        self.line += 1
        self.allowance -= len(raw)
        if len(raw) > RECORD_LIMIT:
            self.refuse(raw, f"the line is longer than {RECORD_LIMIT} bytes")
        if self.allowance < 0:
            self.refuse(b"", "the file unpacks to far more than an incident log would")
        return raw

    def cells_of(self, start: int, raw: bytes) -> list[str]:
        """The record that begins with this line, split into cells; the first one names the columns."""
        quoted = b'"' in raw
        while quoted and raw.count(b'"') % 2:
            more = self.next_line()
            if not more or len(raw) + len(more) > RECORD_LIMIT:
                self._split_quoted(start, _text(raw), "a quote is opened and not closed")
            raw += more
        if b"\0" in raw:
            self.refuse(raw[: raw.index(b"\0")], "a NUL byte", start)
        try:
            text = raw.decode("utf-8-sig" if start == 1 else "utf-8")
        except UnicodeDecodeError as error:
            self.refuse(raw[: error.start], f"byte 0x{raw[error.start]:02x} is not UTF-8", start)
        text = text.removesuffix("\n").removesuffix("\r")
        cells = self._split_quoted(start, text, "wrong quoting") if quoted else text.split(",")
        if len(text) > CELL_LIMIT:
            for position, cell in enumerate(cells):
                if len(cell) > CELL_LIMIT:
                    reason = f"longer than {CELL_LIMIT} characters: {shown(cell)}"
                    raise MalformedLog(start, self.name(position), reason)
        if not self.names:
            self.names = cells
        return cells

    def name(self, position: int) -> str:
        """What the header calls the column at this position, else its number counted from 1."""
        return self.names[position] if position < len(self.names) else str(position + 1)

    def refuse(self, before: bytes, reason: str, line: int | None = None) -> NoReturn:
        """Raise MalformedLog for the column that the bytes before the fault lead to."""
        separators = _QUOTED.sub("", _text(before)).count(",")
        raise MalformedLog(line or self.line, self.name(separators), reason)

    def _split_quoted(self, line: int, text: str, reason: str) -> list[str]:
        cells: list[str] = []
        at = 0
        while found := _CELL.match(text, at):
            quoted, plain, separator = found.groups()
            cells.append(plain if quoted is None else quoted.replace('""', '"'))
            at = found.end()
            if not separator:
                return cells
        raise MalformedLog(line, self.name(len(cells)), f"{reason}: {shown(text[at : at + 40])}")


def _text(raw: bytes) -> str:
    return raw.decode(errors="replace")
