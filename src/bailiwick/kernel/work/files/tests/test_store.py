"""What the store keeps and what it refuses; a refusal leaves nothing behind."""

import errno
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bailiwick.kernel.base.errors import Invalid, NotFound
from bailiwick.kernel.work.files import store

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
ZIP = b"PK\x03\x04" + b"\0" * 30


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.DATA = tmp_path
    return tmp_path / "files" / "7"


def put(content: bytes, name: str) -> store.Stored:
    return store.put(7, [content], name)


def refusal(content: bytes, name: str) -> str:
    with pytest.raises(Invalid) as refused:
        put(content, name)
    return str(refused.value.fields["file"])


def left(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_file_lies_under_its_hash_once_and_comes_back(folder: Path) -> None:
    stored = store.put(7, [PNG[:5], PNG[5:]], "scale.png")
    assert stored == store.Stored(hashlib.sha256(PNG).hexdigest(), len(PNG), "image/png")
    assert put(PNG, "again.png") == stored
    assert left(folder) == [folder / stored.sha256[:2] / stored.sha256]
    assert left(folder)[0].stat().st_mode & 0o777 == 0o600
    with store.open_stored(7, stored.sha256) as file:
        assert file.read() == PNG


def test_another_organization_has_no_such_file() -> None:
    stored = put(PNG, "scale.png")
    with pytest.raises(NotFound):
        store.open_stored(8, stored.sha256)


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (PNG, "invoice.pdf", "The name says .pdf, the content is image/png."),
        (b"MZ" + b"\0" * 40, "photo.jpg", "The name says .jpg, the content is application/x-msdownload."),
        (b"hello", "photo.JPG", "The name says .jpg, the content is something else."),
        (b"", "empty.txt", "The file is empty."),
    ],
)
def test_what_is_not_what_it_says_is_refused(folder: Path, content: bytes, name: str, said: str) -> None:
    assert refusal(content, name) == said
    assert left(folder) == []


@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [
        (ZIP, "minutes.docx", "application/zip"),
        (b"<html><script>alert(1)</script>", "page.html", "text/plain"),
        (b"<svg onload='x'/>", "drawing.svg", "text/plain"),
        ("Grüße aus dem Hafen".encode(), "note", "text/plain"),
        (b"a\0b", "dump.bin", "application/octet-stream"),
        (b"\xff\xfe\xfd\xfc" * 9, "dump.bin", "application/octet-stream"),
    ],
)
def test_the_type_is_told_by_the_content(content: bytes, name: str, media_type: str) -> None:
    assert put(content, name).media_type == media_type


def test_text_cut_within_a_character_is_text() -> None:
    assert put("ü".encode() * 600, "note.txt").media_type == "text/plain"
    assert put(b"a" + "ü".encode() * 600, "note.txt").media_type == "text/plain"


def test_a_file_that_is_too_large_is_given_up_as_soon_as_that_is_known(
    folder: Path,
) -> None:
    taken = []

    def endless() -> Iterator[bytes]:
        while True:
            taken.append(1)
            yield b"x" * 2**18

    with pytest.raises(Invalid, match="at most 1 MB"):
        store.put(7, endless(), "log.txt", largest=2**20)
    assert len(taken) == 5
    assert left(folder) == []
    assert store.put(7, [b"x" * 2**20], "log.txt", largest=2**20).size == 2**20


@pytest.mark.parametrize(
    "name", ["../../evil.png", "/etc/scale.png", "a\\..\\b.png", "con:.png", "x" * 5000 + ".png"]
)
def test_a_name_with_a_path_in_it_leads_nowhere(folder: Path, tmp_path: Path, name: str) -> None:
    stored = put(PNG, name)
    assert left(tmp_path) == [folder / stored.sha256[:2] / stored.sha256]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_said_and_leaves_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(code, "full")

    monkeypatch.setattr("os.fsync", full)
    assert "no room left" in refusal(PNG, "scale.png")
    assert left(folder) == []
