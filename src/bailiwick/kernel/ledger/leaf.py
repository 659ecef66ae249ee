"""The bytes that the tree commits to: the text of an event's leaf and the salted digests inside it.

The database builds the same texts in SQL; this is the reference, docs/ledger-format.md the description.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Self

from bailiwick.kernel.ledger import merkle

FORMAT_VERSION = "1"
SALT_SIZE = 16
DIGEST_SIZE = 32
NO_CHANGES = hashlib.sha256(b"").digest()

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LARGEST = 2**63 - 1
_WORD = "[a-z0-9_.]+"
_NATURAL = "(?:0|[1-9][0-9]{0,18})"
_INTEGER = "(?:0|-?[1-9][0-9]{0,18})"
_LEAF = re.compile(
    rf"{FORMAT_VERSION}\t({_NATURAL})\t({_WORD})\t({_WORD})\t({_NATURAL})\t({_WORD}|)\t({_NATURAL})"
    rf"\t({_INTEGER})\t({_INTEGER})\t([0-9a-f]{{64}})\t({_NATURAL})\t([0-9a-f]{{64}})"
)
_CHANGE = re.compile(
    rf"{_WORD}\t{_NATURAL}\t(?:I\t\t[^\t\n]+|U\t[^\t\n]+\t[^\t\n]+|D\t[^\t\n]+\t)",
)


class LeafError(ValueError):
    """A text or value that no leaf can have."""


def microseconds(at: datetime) -> int:
    """Whole microseconds since 1970-01-01T00:00:00Z of an instant with a zone, without rounding."""
    if at.tzinfo is None:
        raise LeafError("an instant needs a zone")
    return (at - _EPOCH) // timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Leaf:
    """One sealed event: what happened, when, and the digests of what it said and changed.

    Times are microseconds since the Unix epoch; ids are 0 where there is none; digests are 32 bytes.
    """

    event_id: int
    verb: str
    actor_kind: str
    actor_id: int
    subject_type: str
    subject_id: int
    occurred_at: int
    recorded_at: int
    payload_digest: bytes
    change_count: int = 0
    changes_digest: bytes = NO_CHANGES

    def __post_init__(self) -> None:
        numbers = (self.event_id, self.actor_id, self.subject_id, self.change_count)
        if any(abs(n) > _LARGEST for n in (*numbers, self.occurred_at, self.recorded_at)):
            raise LeafError("a number of the leaf does not fit 64 bits")
        if not _LEAF.fullmatch(self.text):
            raise LeafError("a field of the leaf has a character, sign or length that it cannot have")

    @property
    def text(self) -> str:
        """The leaf's single line, without a newline: twelve fields with tabs between them."""
        return "\t".join(
            (
                FORMAT_VERSION,
                str(self.event_id),
                self.verb,
                self.actor_kind,
                str(self.actor_id),
                self.subject_type,
                str(self.subject_id),
                str(self.occurred_at),
                str(self.recorded_at),
                self.payload_digest.hex(),
                str(self.change_count),
                self.changes_digest.hex(),
            )
        )

    @property
    def hash(self) -> bytes:
        """The leaf hash that goes into the tree."""
        return merkle.leaf_hash(self.text.encode())

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a leaf's line back; LeafError for any text that ``text`` would not have written."""
        match = _LEAF.fullmatch(text)
        if match is None:
            raise LeafError("not the line of a leaf")
        event, verb, kind, actor, subject_type, subject, occurred, recorded, payload, count, changes = (
            match.groups()
        )
        return cls(
            int(event),
            verb,
            kind,
            int(actor),
            subject_type,
            int(subject),
            int(occurred),
            int(recorded),
            bytes.fromhex(payload),
            int(count),
            bytes.fromhex(changes),
        )


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row that an operation inserted (I), updated (U) or took away (D), as JSON text before and after."""

    table: str
    row_id: int
    op: str
    before: str
    after: str

    @property
    def text(self) -> str:
        """The change's line: table, row id, operation, before, after; LeafError when it cannot be one."""
        text = "\t".join((self.table, str(self.row_id), self.op, self.before, self.after))
        if not _CHANGE.fullmatch(text):
            raise LeafError("not a captured change")
        return text


def salted_digest(salt: bytes, text: str) -> bytes:
    """SHA-256(salt || text in UTF-8), for payloads and changes alike; the salt has 16 bytes."""
    if len(salt) != SALT_SIZE:
        raise LeafError(f"a salt has {SALT_SIZE} bytes")
    return hashlib.sha256(salt + text.encode()).digest()


def changes_digest(digests: Iterable[bytes]) -> bytes:
    """SHA-256 over the digests of an event's changes, joined in order of change id."""
    joined = hashlib.sha256()
    for digest in digests:
        if len(digest) != DIGEST_SIZE:
            raise LeafError(f"a digest has {DIGEST_SIZE} bytes")
        joined.update(digest)
    return joined.digest()
