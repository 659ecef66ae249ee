"""What the writer puts into a pack, byte by byte, and that it never holds more than one event."""

import io
import json
import tracemalloc
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest

from bailiwick.kernel.ledger import pack
from bailiwick.kernel.ledger.pack import (
    Consistency,
    EarlierCheckpoint,
    LineTooLongError,
    PackedChange,
    PackedEvent,
    PackHead,
    write_pack,
)

CREATED = datetime(2025, 3, 1, 13, tzinfo=timezone(timedelta(hours=1)))
HEAD = PackHead("bailiwick/x", "vkey", 2, "signed\n", CREATED, "full")


def entries(target: io.BytesIO) -> dict[str, bytes]:
    with zipfile.ZipFile(target) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_full_pack_byte_by_byte() -> None:
    events = [
        PackedEvent(0, "a\tleaf", '{"é": 1}', b"s" * 16, (PackedChange(b"d" * 32, "t\t1", b"c" * 16),)),
        PackedEvent(1, "b", None, None, (PackedChange(b"e" * 32, None, None),)),
    ]
    target = io.BytesIO()
    count = write_pack(
        target,
        HEAD,
        events,
        leaf_hashes=[b"x" * 32, b"y" * 32],
        earlier=[EarlierCheckpoint(1, "older\n")],
        consistency=[Consistency(1, 2, (b"z" * 32,))],
    )
    assert count == 2
    assert entries(target) == {
        "pack.json": b'{"format":"bailiwick-pack/1","origin":"bailiwick/x","vkey":"vkey","tree_size":2,'
        b'"created_at":"2025-03-01T12:00:00Z","kind":"full"}\n',
        "checkpoint": b"signed\n",
        "checkpoints/1": b"older\n",
        "consistency.jsonl": b'{"old":1,"new":2,"proof":["' + b"7a" * 32 + b'"]}\n',
        "events.jsonl": (
            b'{"index":0,"leaf":"a\\tleaf","salt":"' + b"73" * 16 + '","payload":"{\\"é\\": 1}"'.encode()
            + b',"changes":[{"text":"t\\t1","salt":"' + b"63" * 16 + b'","digest":"' + b"64" * 32 + b'"}]}\n'
            b'{"index":1,"leaf":"b","salt":null,"payload":null,"changes":[{"text":null,"salt":null,"digest":"'
            + b"65" * 32 + b'"}]}\n'
        ),
        "leaves": b"x" * 32 + b"y" * 32,
    }  # fmt: skip


def test_a_partial_pack_carries_proofs_and_no_leaves() -> None:
    target = io.BytesIO()
    event = PackedEvent(1, "b", None, None, (), (b"p" * 32,))
    write_pack(target, PackHead("o", "v", 2, "n", CREATED, "partial"), [event])
    content = entries(target)
    assert json.loads(content["events.jsonl"])["proof"] == ["70" * 32]
    assert "leaves" not in content
    assert content["consistency.jsonl"] == b""


def test_the_same_input_gives_the_same_bytes() -> None:
    first, second = io.BytesIO(), io.BytesIO()
    for target in (first, second):
        write_pack(target, HEAD, [PackedEvent(0, "a", "{}", b"s" * 16)])
    assert first.getvalue() == second.getvalue()


def test_memory_stays_constant() -> None:
    def many() -> Iterator[PackedEvent]:
        for index in range(20_000):
            yield PackedEvent(index, "leaf", "payload " * 50, b"s" * 16)

    tracemalloc.start()
    target = io.BytesIO()
    assert write_pack(target, HEAD, many(), leaf_hashes=(b"x" * 32 for _ in range(20_000))) == 20_000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2_000_000


def test_a_line_that_no_verifier_would_read_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pack, "MAX_LINE_SIZE", 200)
    with pytest.raises(LineTooLongError, match="200"):
        write_pack(io.BytesIO(), HEAD, [PackedEvent(0, "a", "x" * 200, b"s" * 16)])


def test_created_at_is_written_in_utc() -> None:
    assert CREATED.astimezone(UTC).hour == 12
