"""Makes the published vectors: one sound pack of each kind, and one for each way of tampering.

Everything is derived from fixed seeds, so a run gives the same entries; the keys are published and worthless.
Run as ``python -m bailiwick.verify.tests.make_vectors``.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import KW_ONLY, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bailiwick.kernel.ledger import merkle
from bailiwick.kernel.ledger.leaf import Leaf, RowChange, changes_digest, salted_digest
from bailiwick.kernel.ledger.notes import Checkpoint, Signer, sign_checkpoint
from bailiwick.kernel.ledger.pack import (
    Consistency,
    EarlierCheckpoint,
    PackedChange,
    PackedEvent,
    PackHead,
    write_pack,
)

FOLDER = Path(__file__).parent.parent / "vectors"
ORIGIN = "bailiwick/6f0c7f0a-2f0e-4c5b-9d52-0c9be1a3f001"
ELSEWHERE = "bailiwick/6f0c7f0a-2f0e-4c5b-9d52-0c9be1a3f002"
CREATED = datetime(2025, 3, 1, 12, tzinfo=UTC)
START = 1_740_000_000_000_000
MINUTE = 60_000_000
SIZE = 12
SAVED = (5, 8, SIZE)

VERBS = ("incident.log", "incident.prioritize", "change.approve", "incident.resolve")
Events = list[PackedEvent]


def fixed_bytes(label: str, size: int) -> bytes:
    """Bytes that look random and are the same in every run."""
    return hashlib.sha256(f"bailiwick vector {label}".encode()).digest()[:size]


OPERATOR = Signer(ORIGIN, fixed_bytes("operator", 32))
IMPOSTOR = Signer(ORIGIN, fixed_bytes("impostor", 32))
NEIGHBOUR = Signer(ELSEWHERE, fixed_bytes("neighbour", 32))


def make_change(row: int, number: int, label: str) -> PackedChange:
    after = json.dumps({"id": row, "note": f"naïve {label}"}, ensure_ascii=False)
    operation, before = ("U", "{}") if number else ("I", "")
    text = RowChange("resolution_incident", row, operation, before, after).text
    salt = fixed_bytes(f"change {label} {number}", 16)
    return PackedChange(salted_digest(salt, text), text, salt)


def make_event(index: int, *, label: str = "", verb: str = "", minutes: int | None = None) -> PackedEvent:
    """The event at an index; a label makes it another one than the genuine."""
    row = 100 + index
    salt = fixed_bytes(f"payload {index}{label}", 16)
    payload = json.dumps({"by": "Ada", "subject": f"INC-{row}", "reason": label or "as usual"})
    changes = tuple(make_change(row, n, f"{index}{label}") for n in range(index % 3))
    recorded = START + (index if minutes is None else minutes) * MINUTE
    leaf = Leaf(
        event_id=1000 + (7 * index) % SIZE,
        verb=verb or VERBS[index % len(VERBS)],
        actor_kind="person",
        actor_id=7,
        subject_type="resolution.incident",
        subject_id=row,
        occurred_at=recorded - 5_000_000,
        recorded_at=recorded,
        payload_digest=salted_digest(salt, payload),
        change_count=len(changes),
        changes_digest=changes_digest(c.digest for c in changes),
    )
    return PackedEvent(index, leaf.text, payload, salt, changes)


def leaf_hashes(events: Iterable[PackedEvent]) -> list[bytes]:
    return [merkle.leaf_hash(event.leaf.encode()) for event in events]


def renumbered(events: Iterable[PackedEvent]) -> Events:
    return [replace(event, index=index) for index, event in enumerate(events)]


def altered(events: Events, index: int, **fields: Any) -> Events:
    return [replace(e, **fields) if e.index == index else e for e in events]


@dataclass(frozen=True)
class ListTiles:
    """A store of stored levels for a tree held as a list of leaf hashes."""

    leaves: Sequence[bytes]

    def read(self, level: int, first: int, count: int) -> list[bytes]:
        width = 1 << level
        return [merkle.root(self.leaves[n * width : (n + 1) * width]) for n in range(first, first + count)]


def signed(events: Events, signer: Signer = OPERATOR) -> str:
    """The signed checkpoint over these events."""
    return sign_checkpoint(Checkpoint(signer.name, len(events), merkle.root(leaf_hashes(events))), signer)


def steps(events: Events, olds: Iterable[int]) -> list[Consistency]:
    tiles = ListTiles(leaf_hashes(events))
    size = len(events)
    return [Consistency(old, size, tuple(merkle.prove_consistency(old, size, tiles))) for old in olds]


def with_proofs(events: Events, chosen: Iterable[int]) -> Events:
    tiles = ListTiles(leaf_hashes(events))
    size = len(events)
    return [replace(events[i], proof=tuple(merkle.prove_inclusion(i, size, tiles))) for i in chosen]


GENUINE = [make_event(index) for index in range(SIZE)]
REWRITTEN = [*GENUINE[:4], make_event(4, label=" rewritten"), *GENUINE[5:]]
EARLIER = [EarlierCheckpoint(size, signed(GENUINE[:size])) for size in SAVED[:-1]]


@dataclass(frozen=True)
class Vector:
    """A pack, how an auditor examines it, and what has to come out.

    ``signs`` are the events of the tree that the checkpoint signs, ``shows`` those that the pack holds.
    """

    name: str
    story: str
    shows: Events
    codes: tuple[str, ...] = ()
    saved: tuple[int, ...] = ()
    _: KW_ONLY
    exit: int = 1
    key_given: bool = True
    signs: Events = field(default_factory=lambda: GENUINE)
    signer: Signer = OPERATOR
    checkpoint: str | None = None
    tree_size: int | None = None
    is_partial: bool = False
    has_leaves: bool = True
    earlier: Sequence[EarlierCheckpoint] = ()
    proven_from: tuple[int, ...] = ()

    def write(self, target: Path) -> None:
        head = PackHead(
            self.signer.name,
            self.signer.vkey,
            len(self.signs) if self.tree_size is None else self.tree_size,
            self.checkpoint or signed(self.signs, signer=self.signer),
            CREATED,
            "partial" if self.is_partial else "full",
        )
        write_pack(
            target,
            head,
            self.shows,
            leaf_hashes=leaf_hashes(self.signs) if self.has_leaves and not self.is_partial else None,
            earlier=self.earlier,
            consistency=steps(self.signs, self.proven_from),
            compression=zipfile.ZIP_STORED,
        )

    def expected(self) -> dict[str, Any]:
        return {
            "pack": f"{self.name}.zip",
            "story": self.story,
            "key": "operator.vkey" if self.key_given else None,
            "saved": [f"saved-{size}.checkpoint" for size in self.saved],
            "exit": self.exit,
            "codes": sorted(self.codes),
        }


def sound() -> list[Vector]:
    """Packs in which nothing is to be found, or nothing worse than a warning."""
    erased_change = replace(GENUINE[4].changes[0], text=None, salt=None)
    erased = altered(GENUINE, 3, payload=None, salt=None)
    erased = altered(erased, 4, changes=(erased_change, *GENUINE[4].changes[1:]))
    late = [*GENUINE[:6], make_event(6, minutes=-10), *GENUINE[7:]]
    proven = with_proofs(GENUINE, (2, 7, 11))
    story = "Three events with their proofs, and the proof that the saved checkpoint was continued."
    return [
        Vector(
            "good-full", "A whole ledger.", GENUINE, (), (5, 8), earlier=EARLIER, proven_from=(5, 8), exit=0
        ),
        Vector("good-partial", story, proven, (), (5,), is_partial=True, proven_from=(5,), exit=0),
        Vector("good-own-key", "Sound, but no key was given.", GENUINE, key_given=False, exit=0),
        Vector("good-empty", "A ledger before its first event.", [], signs=[], exit=0),
        Vector("erased", "A payload and a row change of two events were erased.", erased, exit=0),
        Vector(
            "clock-set-back", "An event went back 15 minutes.", late, ("clock-set-back",), signs=late, exit=0
        ),
    ]


def altered_tree() -> list[Vector]:
    """Somebody changed events in the database and has not the key."""
    stranger = renumbered([*GENUINE[:3], make_event(3, label=" stranger"), *GENUINE[3:]])
    swapped = [*GENUINE[:4], GENUINE[5], GENUINE[4], *GENUINE[6:]]
    without = [*GENUINE[:6], *GENUINE[7:]]
    borrowed = [replace(REWRITTEN[4], proof=with_proofs(GENUINE, (4,))[0].proof)]
    blind = "The same, in a pack without the sealed leaf hashes."
    return [
        Vector("edited", "One event was rewritten with all its digests.", REWRITTEN, ("edited",), (8,)),
        Vector("edited-unlocated", blind, REWRITTEN, ("edited",), has_leaves=False),
        Vector("edited-partial", "The same, in a partial pack.", borrowed, ("edited",), is_partial=True),
        Vector("deleted", "One event was deleted, the rest renumbered.", renumbered(without), ("deleted",)),
        Vector("deleted-unlocated", blind, without, ("deleted",), has_leaves=False),
        Vector("inserted", "An event was put into the past, the rest renumbered.", stranger, ("inserted",)),
        Vector("inserted-unlocated", blind, stranger, ("inserted",), has_leaves=False),
        Vector("inserted-at-end", "One more than was sealed.", [*GENUINE, make_event(SIZE)], ("inserted",)),
        Vector("reordered", "Two events changed places and numbers.", renumbered(swapped), ("reordered",)),
        Vector("reordered-unlocated", blind, swapped, ("reordered",), has_leaves=False),
        Vector("truncated", "The last three events are missing.", GENUINE[:9], ("truncated",), (8,)),
    ]


def altered_content() -> list[Vector]:
    """Somebody changed what stands behind the digests, or the form of a line."""
    payload = altered(GENUINE, 7, payload='{"by": "Eve"}')
    text, salt = "people\t1\tD\t{}\t", fixed_bytes("swapped", 16)
    other = replace(GENUINE[7].changes[0], text=text)
    resealed = PackedChange(salted_digest(salt, text), text, salt)
    anew = "A row change is another text, and its digest is that of the text."
    fewer = altered(GENUINE, 8, changes=GENUINE[8].changes[:1])
    code = ("swapped-payload",)
    unlike = altered(GENUINE, 7, leaf=GENUINE[7].leaf + "\t0")
    return [
        Vector("swapped-payload", "The payload of one event is another text.", payload, code),
        Vector("swapped-change", "A row change is another.", altered(GENUINE, 7, changes=(other,)), code),
        Vector("swapped-change-digest", anew, altered(GENUINE, 7, changes=(resealed,)), code),
        Vector("dropped-change", "One row change of two is missing.", fewer, code),
        Vector("malformed", "A leaf has a field too many.", unlike, ("malformed",)),
    ]


def rewritten_history() -> list[Vector]:
    """The operator, who has the key, signs another history than the one the auditor saw."""
    chosen = with_proofs(REWRITTEN, (4, 9))
    forked = ("forked",)
    within = "The pack's own earlier checkpoint tells another history."
    partial = "The same in a partial pack, with the proof of the rewritten tree."
    silent = "A partial pack without the proof that it continues the saved checkpoint."
    genuine = with_proofs(GENUINE, (4, 9))
    return [
        Vector("forked", "Rewritten, and signed anew.", REWRITTEN, forked, (8,), signs=REWRITTEN),
        Vector("forked-within", within, REWRITTEN, forked, signs=REWRITTEN, earlier=EARLIER[1:]),
        Vector(
            "forked-partial",
            partial,
            chosen,
            forked,
            (8,),
            signs=REWRITTEN,
            is_partial=True,
            proven_from=(8,),
        ),
        Vector("unproven", silent, genuine, ("unproven",), (8,), is_partial=True),
    ]


def old_heads() -> list[Vector]:
    """Somebody shows less than was sealed, under a signature that is or was genuine."""
    cut, old = GENUINE[:10], GENUINE[:8]
    mixed = [*old, *(make_event(n, label=" mixed") for n in range(8, SIZE))]
    replayed = ("replayed-checkpoint",)
    anew = "The operator cut the ledger back and signed what is left."
    again = "An old pack is shown again to somebody who holds its checkpoint and a later one."
    over = "An old checkpoint stands over a longer ledger, whose last events it does not cover."
    within = "The same, with the later checkpoint in the pack itself."
    later = [EarlierCheckpoint(SIZE, signed(GENUINE))]
    return [
        Vector("replayed-with-later-inside", within, old, replayed, signs=old, earlier=later),
        Vector("truncated-signed-anew", anew, cut, ("truncated",), (SIZE,), signs=cut),
        Vector("replayed-checkpoint", again, old, replayed, (8, SIZE), signs=old),
        Vector("replayed-over-newer-events", over, mixed, replayed, signs=old, tree_size=SIZE),
    ]


def wrong_signatures() -> list[Vector]:
    """Somebody without the operator's key signs, or borrows a signature."""
    wrong = ("wrong-key",)
    body = Checkpoint(ORIGIN, SIZE, merkle.root(leaf_hashes(REWRITTEN))).render()
    borrowed = body + "\n" + signed(GENUINE).rpartition("\n\n")[2]
    head = "The head of a rewritten tree under the signature of the genuine one."
    saved = "The same, examined without a key but with a saved checkpoint."
    return [
        Vector("wrong-key", "A stranger signed as the operator.", GENUINE, wrong, signer=IMPOSTOR),
        Vector("wrong-key-saved", saved, GENUINE, wrong, (8,), key_given=False, signer=IMPOSTOR),
        Vector("wrong-ledger", "The pack of another organization.", GENUINE, wrong, signer=NEIGHBOUR),
        Vector("wrong-ledger-saved", saved, GENUINE, wrong, (8,), key_given=False, signer=NEIGHBOUR),
        Vector("bad-signature", head, REWRITTEN, ("bad-signature",), signs=REWRITTEN, checkpoint=borrowed),
    ]


def make(folder: Path) -> None:
    """Write every vector, the key and saved checkpoints that go with them, and what has to come out."""
    stories = (sound, altered_tree, altered_content, rewritten_history, old_heads, wrong_signatures)
    vectors = [vector for story in stories for vector in story()]
    for vector in vectors:
        vector.write(folder / f"{vector.name}.zip")
    for size in SAVED:
        (folder / f"saved-{size}.checkpoint").write_text(signed(GENUINE[:size]), encoding="utf-8")
    (folder / "operator.vkey").write_text(OPERATOR.vkey + "\n", encoding="utf-8")
    table = [vector.expected() for vector in vectors]
    (folder / "expected.json").write_text(json.dumps(table, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    make(FOLDER)
