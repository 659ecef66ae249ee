"""Writes the pack "bailiwick-pack/1": a stretch of the ledger as a zip that anyone can verify offline.

docs/ledger-format.md describes it byte by byte; bailiwick-verify reads it.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, Literal, NamedTuple

FORMAT = "bailiwick-pack/1"
MAX_LINE_SIZE = 32 * 2**20
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)


class LineTooLongError(ValueError):
    """An event is longer than a verifier reads; its changes have to be split over more events."""


@dataclass(frozen=True, slots=True)
class PackHead:
    """What a pack is about: the ledger, its key, and the signed checkpoint that covers every event in it.

    A full pack holds every event from index 0 on; a partial one some events, each with its inclusion proof.
    """

    origin: str
    vkey: str
    tree_size: int
    checkpoint: str
    created_at: datetime
    kind: Literal["full", "partial"]


@dataclass(frozen=True, slots=True)
class PackedChange:
    """One row change: its digest, and the text and salt behind it unless they were erased (both None)."""

    digest: bytes
    text: str | None
    salt: bytes | None


@dataclass(frozen=True, slots=True)
class PackedEvent:
    """One sealed event with what its digests stand for; payload and salt are None once erased.

    ``proof`` is the audit path to the pack's checkpoint, lowest first; None in a full pack.
    """

    index: int
    leaf: str
    payload: str | None
    salt: bytes | None
    changes: tuple[PackedChange, ...] = ()
    proof: tuple[bytes, ...] | None = None


class EarlierCheckpoint(NamedTuple):
    """An earlier signed checkpoint of the ledger."""

    tree_size: int
    note: str


class Consistency(NamedTuple):
    """The proof that the tree of ``new`` leaves continues that of ``old`` leaves."""

    old: int
    new: int
    proof: tuple[bytes, ...]


def _line(content: dict[str, Any]) -> bytes:
    line = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    if len(line) > MAX_LINE_SIZE:
        raise LineTooLongError(f"a line of {len(line)} bytes, where {MAX_LINE_SIZE} are possible")
    return line


def _hex(data: bytes | None) -> str | None:
    return None if data is None else data.hex()


def _event_line(event: PackedEvent) -> bytes:
    changes = [{"text": c.text, "salt": _hex(c.salt), "digest": c.digest.hex()} for c in event.changes]
    content: dict[str, Any] = {
        "index": event.index,
        "leaf": event.leaf,
        "salt": _hex(event.salt),
        "payload": event.payload,
        "changes": changes,
    }
    if event.proof is not None:
        content["proof"] = [step.hex() for step in event.proof]
    return _line(content)


def _head_line(head: PackHead) -> bytes:
    return _line(
        {
            "format": FORMAT,
            "origin": head.origin,
            "vkey": head.vkey,
            "tree_size": head.tree_size,
            "created_at": head.created_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "kind": head.kind,
        }
    )


@contextmanager
def _entry(archive: zipfile.ZipFile, name: str) -> Iterator[IO[bytes]]:
    info = zipfile.ZipInfo(name, _FIXED_TIME)
    info.compress_type = archive.compression
    info.external_attr = 0o100644 << 16
    with archive.open(info, "w", force_zip64=True) as stream:
        yield stream


def write_pack(
    target: Path | IO[bytes],
    head: PackHead,
    events: Iterable[PackedEvent],
    *,
    leaf_hashes: Iterable[bytes] | None = None,
    earlier: Iterable[EarlierCheckpoint] = (),
    consistency: Iterable[Consistency] = (),
    compression: int = zipfile.ZIP_DEFLATED,
) -> int:
    """Write a pack, one event at a time, and return how many events it holds.

    ``leaf_hashes`` are the tree's own stored hashes, in order of index and for a full pack only: when events
    do not give the signed root, they let a verifier say which event was edited, deleted, inserted or moved.
    Nothing is checked here beyond the length of lines: a pack must be able to show a ledger that was tampered
    with. LineTooLongError when a line has more than MAX_LINE_SIZE bytes.
    """
    count = 0
    with zipfile.ZipFile(target, "w", compression) as archive:
        with _entry(archive, "pack.json") as stream:
            stream.write(_head_line(head))
        with _entry(archive, "checkpoint") as stream:
            stream.write(head.checkpoint.encode())
        for checkpoint in earlier:
            with _entry(archive, f"checkpoints/{checkpoint.tree_size}") as stream:
                stream.write(checkpoint.note.encode())
        with _entry(archive, "consistency.jsonl") as stream:
            for step in consistency:
                stream.write(
                    _line({"old": step.old, "new": step.new, "proof": [h.hex() for h in step.proof]})
                )
        with _entry(archive, "events.jsonl") as stream:
            for event in events:
                stream.write(_event_line(event))
                count += 1
        if leaf_hashes is not None:
            with _entry(archive, "leaves") as stream:
                for value in leaf_hashes:
                    stream.write(value)
    return count
