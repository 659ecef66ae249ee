"""Rows as a workbook of one sheet (ECMA-376), written as a stream: constant memory, however many rows.

Texts are inline strings, which no spreadsheet takes for formulas.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, BinaryIO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile
from zoneinfo import ZoneInfo

from bailiwick.kernel.jobs.exporting.cells import local, text
from bailiwick.kernel.jobs.exporting.declaration import Column

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PLAIN, BOLD, TIME, DATE = 0, 1, 2, 3
_WIDTHS = {"number": 10, "time": 17, "date": 12}
# The day before day 1 of a spreadsheet, which believes that 1900 was a leap year.
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a wall clock without a zone, as in the sheet
_DAY = 86_400

_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_OFFICE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_OFFICE}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_OFFICE}.styles+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_LINKS}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_LINKS}/styles" Target="styles.xml"/></Relationships>',
    "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}">'
    '<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/>'
    '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
}


class XlsxFile:
    """A workbook in the making."""

    suffix, media_type = "xlsx", f"{_OFFICE}.sheet"
    most: int | None = 250_000

    def __init__(self, stream: BinaryIO, title: str, columns: Sequence[Column], zone: ZoneInfo) -> None:
        self._zip = ZipFile(stream, "w", ZIP_DEFLATED, compresslevel=3)
        self._zone = zone
        for name, content in {**_PARTS, "xl/workbook.xml": _workbook(title)}.items():
            self._zip.writestr(name, _XML + content)
        self._sheet = self._zip.open("xl/worksheets/sheet1.xml", "w", force_zip64=True)
        self._count, self._last = 0, _letters(len(columns))
        self._sheet.write((_XML + _head(columns)).encode())
        self._row([f'<c t="inlineStr" s="{BOLD}">{_inline(text(column.label))}</c>' for column in columns])

    def add(self, rows: Iterable[Sequence[Any]]) -> None:
        """Write rows."""
        for row in rows:
            self._row([self._cell(value) for value in row])

    def close(self) -> None:
        """End the sheet and the file; the stream stays open."""
        self._sheet.write(
            f'</sheetData><autoFilter ref="A1:{self._last}{self._count}"/></worksheet>'.encode()
        )
        self._sheet.close()
        self._zip.close()

    def _row(self, cells: list[str]) -> None:
        self._count += 1
        self._sheet.write(f"<row>{''.join(cells)}</row>".encode())

    def _cell(self, value: Any) -> str:
        if value is None or value == "":
            return "<c/>"
        if isinstance(value, datetime):
            shown = local(value, self._zone)
            assert isinstance(shown, datetime)
            return f'<c s="{TIME}"><v>{(shown - _EPOCH).total_seconds() / _DAY:.6f}</v></c>'
        if isinstance(value, date):
            return f'<c s="{DATE}"><v>{(value - _EPOCH.date()).days}</v></c>'
        if isinstance(value, int | float) and not isinstance(value, bool):
            return f"<c><v>{value}</v></c>"
        return f'<c t="inlineStr">{_inline(text(value))}</c>'


def _inline(words: str) -> str:
    return f'<is><t xml:space="preserve">{escape(words)}</t></is>'


def _workbook(title: str) -> str:
    name = "".join(character for character in title if character not in r"[]:*?/\'")[:31] or "List"
    return (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets>'
        f'<sheet name={quoteattr(name)} sheetId="1" r:id="rId1"/></sheets></workbook>'
    )


def _head(columns: Sequence[Column]) -> str:
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{_WIDTHS.get(column.kind, 24)}" customWidth="1"/>'
        for n, column in enumerate(columns, start=1)
    )
    return (
        f'<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{widths}</cols><sheetData>"
    )


def _letters(number: int) -> str:
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name or "A"
