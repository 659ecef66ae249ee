"""Records: strict quoting, named faults, bounded memory."""

import csv
import gzip
import io
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bailiwick.exchange.servicenow.malformed import MalformedLog
from bailiwick.exchange.servicenow.records import (
    ALWAYS_ALLOWED,
    CELL_LIMIT,
    RECORD_LIMIT,
    read_records,
)

CELL = st.text(st.characters(exclude_characters="\0\ufeff", exclude_categories=["Cs"]), max_size=8)
TABLE = st.lists(st.lists(CELL, min_size=2, max_size=4), min_size=1, max_size=6)


def fault_in(path: Path, content: bytes) -> MalformedLog:
    path.write_bytes(content)
    with pytest.raises(MalformedLog) as caught:
        list(read_records(path))
    return caught.value


@given(table=TABLE, style=st.sampled_from([("\n", csv.QUOTE_ALL), ("\r\n", csv.QUOTE_MINIMAL)]))
def test_reads_what_the_csv_module_writes(
    tmp_path_factory: pytest.TempPathFactory, table: list[list[str]], style: tuple[str, Any]
) -> None:
    written = io.StringIO()
    csv.writer(written, lineterminator=style[0], quoting=style[1]).writerows(table)
    path = tmp_path_factory.getbasetemp() / "table.csv"
    path.write_bytes(written.getvalue().encode())
    assert [cells for _, cells in read_records(path)] == table


def test_a_record_has_the_line_it_starts_on(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes(b'\xef\xbb\xbfa,b\r\n1,"two\nlines"\r\n3,"say ""so"""')
    assert list(read_records(path)) == [(1, ["a", "b"]), (2, ["1", "two\nlines"]), (4, ["3", 'say "so"'])]


@pytest.mark.parametrize(
    ("content", "line", "column", "reason"),
    [
        (b'a,b\n1,x"y\n', 2, "b", "not closed"),
        (b'a,b\n1,x"y"\n', 2, "b", "wrong quoting"),
        (b'a,b\n1,"x"y\n', 2, "b", "wrong quoting"),
        (b'a,b\n1,2\n"3,4\n5,6\n', 3, "a", "not closed"),
        (b'"a,b\n1,2\n', 1, "1", "not closed"),
        (b"a,b\n1,2\n3,4\0\n", 3, "b", "NUL"),
        (b'a,b\n"1,1",\0\n', 2, "b", "NUL"),
        (b"a,b\n1,caf\xe9\n", 2, "b", "0xe9 is not UTF-8"),
        ("a,b\n1,2\n".encode("utf-16"), 1, "1", "NUL"),
        (b"a,b\n1,2,3,\xff\n", 2, "4", "not UTF-8"),
        (b"a,b\n1," + b"x" * (CELL_LIMIT + 1) + b"\n", 2, "b", "longer than 1000 characters"),
        (b"a,b\n1," + b"x" * RECORD_LIMIT + b"\n", 2, "b", "longer than 65536 bytes"),
        (b'a,b\n1,"' + b"x\n" * RECORD_LIMIT, 2, "b", "not closed"),
    ],
)
def test_names_line_and_column(tmp_path: Path, content: bytes, line: int, column: str, reason: str) -> None:
    fault = fault_in(tmp_path / "log.csv", content)
    assert (fault.line, fault.column) == (line, column)
    assert reason in fault.reason
    assert len(str(fault)) < 200


@pytest.mark.parametrize(
    "cut", [20, -12, -4], ids=["in the data", "in the end of the data", "in the check sum"]
)
def test_a_truncated_gzip_is_refused(tmp_path: Path, cut: int) -> None:
    packed = gzip.compress(b"a,b\n" + b"".join(b"%d,2\n" % number for number in range(1000)))
    assert "cut short" in fault_in(tmp_path / "log.csv.gz", packed[:cut]).reason


def test_what_is_not_gzip_is_refused(tmp_path: Path) -> None:
    packed = gzip.compress(b"a,b\n" + b"".join(b"%d,2\n" % number for number in range(1000)))
    spoiled = packed[:30] + b"\xff" * 9 + packed[39:]
    for content in (spoiled, b"a,b\n1,2\n", packed + b"more"):
        assert "damaged" in fault_in(tmp_path / "log.csv.gz", content).reason


def test_gzip_by_name_only(tmp_path: Path) -> None:
    fault = fault_in(tmp_path / "log.csv", gzip.compress(b"a,b\n1,2\n"))
    assert fault.line == 1


def test_a_line_without_end_is_not_read_into_memory(tmp_path: Path) -> None:
    path = tmp_path / "log.csv.gz"
    path.write_bytes(gzip.compress(b"a,b\n1," + b"x" * (32 * 1024**2)))
    tracemalloc.start()
    with pytest.raises(MalformedLog, match="line 2, column b: the line is longer"):
        list(read_records(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2 * 1024**2


def test_a_gzip_bomb_of_good_lines_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "log.csv.gz"
    line = b"1," + b"x" * 900 + b"\n"
    path.write_bytes(gzip.compress(b"a,b\n" + line * (ALWAYS_ALLOWED // len(line) + 2)))
    with pytest.raises(MalformedLog, match="unpacks to far more"):
        for _ in read_records(path):
            pass
