"""Rows as CSV (RFC 4180) in UTF-8 with a byte order mark, by which spreadsheets know the encoding."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

from bailiwick.kernel.jobs.exporting.cells import harmless, local, text
from bailiwick.kernel.jobs.exporting.declaration import Column


class CsvFile:
    """A CSV file in the making: constant memory, however many rows."""

    suffix, media_type = "csv", "text/csv; charset=utf-8"
    most: int | None = None

    def __init__(self, stream: BinaryIO, _title: str, columns: Sequence[Column], zone: ZoneInfo) -> None:
        self._text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="", write_through=True)
        self._writer = csv.writer(self._text)
        self._zone = zone
        self._writer.writerow([harmless(text(column.label)) for column in columns])

    def add(self, rows: Iterable[Sequence[Any]]) -> None:
        """Write rows."""
        self._writer.writerows([[self._cell(value) for value in row] for row in rows])

    def close(self) -> None:
        """Write what is left; the stream stays open."""
        self._text.detach()

    def _cell(self, value: Any) -> Any:
        if isinstance(value, datetime):
            return str(local(value, self._zone))
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, int | float) and not isinstance(value, bool):
            return value
        return harmless(text(value))
