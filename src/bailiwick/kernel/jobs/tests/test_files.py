"""Files of lists: what spreadsheets open, what they must not run, and nothing that they refuse."""

import csv
import io
from datetime import UTC, date, datetime
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bailiwick.kernel.jobs.exporting.csv_file import CsvFile
from bailiwick.kernel.jobs.exporting.declaration import Column
from bailiwick.kernel.jobs.exporting.xlsx_file import XlsxFile

ZONE = ZoneInfo("Europe/Vienna")
COLUMNS = [Column("Title"), Column("Count", "number"), Column("Opened", "time"), Column("On", "date")]
AT = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def written(kind: type[CsvFile] | type[XlsxFile], rows: list[list[Any]]) -> bytes:
    stream = io.BytesIO()
    file = kind(stream, "A list: of / things", COLUMNS, ZONE)
    file.add(rows)
    file.close()
    return stream.getvalue()


def parsed(part: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(part)  # noqa: S314 - written by the code under test


def test_csv_holds_no_formula() -> None:
    rows = [
        ['=HYPERLINK("http://evil")', -3, AT, date(2026, 3, 1)],
        ["@sum", 0, None, None],
        ['a,\n"b"', 1, AT, None],
    ]
    text = written(CsvFile, rows).decode("utf-8-sig")
    found = list(csv.reader(io.StringIO(text)))
    assert found[0] == ["Title", "Count", "Opened", "On"]
    assert found[1] == ['\'=HYPERLINK("http://evil")', "-3", "2026-03-01 13:30:00", "2026-03-01"]
    assert found[2] == ["'@sum", "0", "", ""]
    assert found[3][0] == 'a,\n"b"'


def test_a_workbook_is_well_formed_and_typed() -> None:
    rows: list[list[Any]] = [
        ["=1+1", 5, AT, date(2026, 3, 1)],
        ["<b>&\x00\x0b\ud800 ", None, None, None],
        [Markup("<b>So</b>"), True, "", ""],
    ]
    with ZipFile(io.BytesIO(written(XlsxFile, rows))) as book:
        assert book.testzip() is None
        for name in book.namelist():
            parsed(book.read(name))
        sheet = parsed(book.read("xl/worksheets/sheet1.xml"))
        named = parsed(book.read("xl/workbook.xml")).find(f"{MAIN}sheets/{MAIN}sheet")
    assert named is not None
    assert named.get("name") == "A list of  things"
    cells = [list(row) for row in sheet.iter(f"{MAIN}row")]
    texts = [["".join(cell.itertext()) for cell in row] for row in cells]
    assert texts[0] == ["Title", "Count", "Opened", "On"]
    # 46082 is 2026-03-01; half past one in Vienna is 0.5625 of the day.
    assert texts[1] == ["=1+1", "5", "46082.562500", "46082"]
    assert [cell.get("t") for cell in cells[1]] == ["inlineStr", None, None, None]
    assert texts[2][0] == "<b>& "
    assert texts[3][:2] == ["So", "yes"]
