"""Files are looked at by clamd before they are kept: a stand-in that speaks its protocol."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.work.files import store

HARMFUL = b"X5O!P%@AP[4 harmless stand-in for a virus"


class Clamd(socketserver.StreamRequestHandler):
    """Finds what contains the stand-in; closes without a word for what contains `silence`."""

    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack("!I", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
        if b"silence" not in content:
            found = b"stream: Test.Virus FOUND\0" if HARMFUL in content else b"stream: OK\0"
            self.wfile.write(found)


@pytest.fixture(autouse=True)
def scanner(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.DATA = tmp_path
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Clamd) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("BAILIWICK_CLAMD", f"127.0.0.1:{server.server_address[1]}")
        yield
        server.shutdown()


def left(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_harmless_file_is_kept_and_a_harmful_one_is_not(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match=r"Test\.Virus"):
        store.put(7, [b"x" * 300_000, HARMFUL], "offer.txt")
    assert left(tmp_path) == []
    assert store.put(7, [b"x" * 300_000], "offer.txt").size == 300_000


def test_without_a_word_of_the_scanner_nothing_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Invalid, match="cannot be checked"):
        store.put(7, [b"silence"], "offer.txt")
    monkeypatch.setenv("BAILIWICK_CLAMD", str(tmp_path / "no.sock"))
    with pytest.raises(Invalid, match="cannot be checked"):
        store.put(7, [b"plain"], "offer.txt")
    assert left(tmp_path) == []
