#!/usr/bin/env python3
"""Check an exported Bailiwick ledger pack offline, trusting nothing in it (docs/ledger-format.md).

One file, Python 3.11 or later, standard library only. Exit status: 0 nothing found, 1 findings, 2 unusable
input.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import io
import json
import re
import struct
import sys
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

FORMAT = "bailiwick-pack/1"
MAX_TOTAL, MAX_LINE, MAX_SMALL = 16 << 30, 32 << 20, 1 << 20  # bytes: all entries, one line, one small entry
MAX_CHECKPOINTS, MAX_SIGNATURES, MAX_LISTED, MAX_DIAGNOSED = 10_000, 100, 50, 2_000_000
HASH_SIZE, SIGNATURE_SIZE, KEY_SIZE, MAX_PROOF, CHECKPOINT_LINES = 32, 64, 32, 64, 3
CLOCK_TOLERANCE = 5 * 60 * 1_000_000  # microseconds
WARNINGS = {"clock-set-back"}
NATURAL, WORD, HEX = "(?:0|[1-9][0-9]{0,18})", "[a-z0-9_.]+", "[0-9a-f]{64}"
TIME = "(?:0|-?[1-9][0-9]{0,18})"
LEAF = re.compile(
    rf"1\t{NATURAL}\t{WORD}\t{WORD}\t{NATURAL}\t(?:{WORD})?\t{NATURAL}\t{TIME}\t(?P<recorded>{TIME})"
    rf"\t(?P<payload>{HEX})\t(?P<count>{NATURAL})\t(?P<changes>{HEX})"
)
CHANGE = re.compile(rf"{WORD}\t{NATURAL}\t(?:I\t\t[^\t\n]+|U\t[^\t\n]+\t[^\t\n]+|D\t[^\t\n]+\t)")
DIGEST, SALT = re.compile(HEX), re.compile("[0-9a-f]{32}")
ORIGIN = re.compile("bailiwick/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
ENTRY = re.compile(rf"pack\.json|checkpoint|consistency\.jsonl|events\.jsonl|leaves|checkpoints/{NATURAL}")
CREATED = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
HEAD_KEYS = {"format", "origin", "vkey", "tree_size", "created_at", "kind"}
EVENT_KEYS = {"index", "leaf", "salt", "payload", "changes"}
DASH = "\N{EM DASH} "
NO_KEY = (
    "taken from the pack itself, as no --key was given: this proves only that the pack agrees with itself"
)
ZIP_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, struct.error)


class UnusableError(Exception):
    """The input cannot be examined at all."""


class MalformedError(Exception):
    """A part of the pack does not have the form that the format prescribes."""


class Finding(NamedTuple):
    """One thing that is wrong, and the index of the event that it is about."""

    code: str
    event: int | None
    message: str


@dataclass
class Report:
    """What was found; only the first findings of each code are kept, all are counted."""

    facts: dict[str, Any] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, code: str, message: str, event: int | None = None) -> None:
        self.counts[code] += 1
        if self.counts[code] <= MAX_LISTED:
            self.findings.append(Finding(code, event, message))

    @property
    def has_faults(self) -> bool:
        return any(code not in WARNINGS for code in self.counts)


# Ed25519, RFC 8032 section 5.1.7 (verification only, so nothing here is secret or needs constant time).
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
SQRT_MINUS_ONE = pow(2, (P - 1) // 4, P)
Point = tuple[int, int, int, int]
NEUTRAL: Point = (0, 1, 1, 0)


def add_points(a: Point, b: Point) -> Point:
    u, v = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    w, z = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = v - u, z - w, z + w, v + u
    return e * f % P, g * h % P, f * g % P, e * h % P


def multiply(scalar: int, point: Point) -> Point:
    result = NEUTRAL
    while scalar:
        if scalar & 1:
            result = add_points(result, point)
        point, scalar = add_points(point, point), scalar >> 1
    return result


def encode_point(point: Point) -> bytes:
    inverse = pow(point[2], -1, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def decode_point(data: bytes) -> Point | None:
    y = int.from_bytes(data, "little")
    odd, y = y >> 255, y & ((1 << 255) - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * SQRT_MINUS_ONE % P
    if (x * x - square) % P or (x == 0 and odd):
        return None
    x = P - x if x & 1 != odd else x
    return x, y, 1, x * y % P


BASE = decode_point((4 * pow(5, -1, P) % P).to_bytes(32, "little")) or NEUTRAL


def ed25519_holds(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the signature holds; keys of small order, under which anything can hold, are refused."""
    key = decode_point(public)
    if (
        key is None
        or len(signature) != SIGNATURE_SIZE
        or encode_point(multiply(8, key)) == encode_point(NEUTRAL)
    ):
        return False
    scalar = int.from_bytes(signature[32:], "little")
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ORDER
    negated = (P - key[0], key[1], 1, P - key[3])
    expected = add_points(multiply(scalar, BASE), multiply(challenge, negated))
    return scalar < ORDER and encode_point(expected) == signature[:32]


# Signed notes and checkpoints, c2sp.org/signed-note and c2sp.org/tlog-checkpoint.
class Key(NamedTuple):
    """A key that signs checkpoints, by name and short id."""

    name: str
    key_id: bytes
    public: bytes


class Note(NamedTuple):
    """A signed text with its signatures as (key name, bytes)."""

    text: str
    signatures: list[tuple[str, bytes]]


class Checkpoint(NamedTuple):
    """What a note says of a tree: whose, how large, with which root."""

    origin: str
    size: int
    root: bytes
    note: Note


def decode_base64(text: str) -> bytes:
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError as error:
        raise MalformedError("what should be base64 is not") from error
    if base64.b64encode(data).decode() != text:
        raise MalformedError("base64 that is not in its canonical form")
    return data


def parse_key(vkey: str) -> Key:
    name, _, rest = vkey.partition("+")
    key_id, _, encoded = rest.partition("+")
    data = decode_base64(encoded)
    if data[:1] != b"\x01" or len(data) != 1 + KEY_SIZE or not ORIGIN.fullmatch(name):
        raise MalformedError("not the Ed25519 key of a ledger")
    if key_id != hashlib.sha256(name.encode() + b"\n" + data).hexdigest()[:8]:
        raise MalformedError("the key's id does not belong to its name and bytes")
    return Key(name, bytes.fromhex(key_id), data[1:])


def parse_checkpoint(data: bytes) -> Checkpoint:
    try:
        body, blank, tail = data.decode().rpartition("\n\n")
    except UnicodeDecodeError as error:
        raise MalformedError("a checkpoint that is not UTF-8") from error
    lines, signed = body.split("\n"), tail.split("\n")
    if (
        any(c < " " and c != "\n" for c in body + tail)
        or not blank
        or signed.pop()
        or len(signed) > MAX_SIGNATURES
    ):
        raise MalformedError("a checkpoint that is not a signed note")
    signatures = []
    for line in signed:
        name, space, encoded = line.removeprefix(DASH).partition(" ")
        if not line.startswith(DASH) or not name or not space:
            raise MalformedError("a checkpoint with a signature line that is none")
        signatures.append((name, decode_base64(encoded)))
    if (
        len(lines) < CHECKPOINT_LINES
        or not all(lines)
        or not ORIGIN.fullmatch(lines[0])
        or not re.fullmatch(NATURAL, lines[1])
    ):
        raise MalformedError("a checkpoint without the lines that it must have")
    root = decode_base64(lines[2])
    if len(root) != HASH_SIZE:
        raise MalformedError("a checkpoint whose root has not 32 bytes")
    return Checkpoint(lines[0], int(lines[1]), root, Note(body + "\n", signatures))


def signature_fault(checkpoint: Checkpoint, keys: Sequence[Key]) -> str | None:
    """What is wrong with the signature: bad-signature, wrong-key, or nothing."""
    held = False
    for name, data in set(checkpoint.note.signatures):
        for key in keys:
            if key.name == name == checkpoint.origin and key.key_id == data[:4]:
                if not ed25519_holds(key.public, checkpoint.note.text.encode(), data[4:]):
                    return "bad-signature"
                held = True
    return None if held else "wrong-key"


# The tree, RFC 6962 section 2 and RFC 9162 section 2.1.
def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


class Tree:
    """A growing tree that remembers its roots at the sizes asked for."""

    def __init__(self, marks: set[int]) -> None:
        self.size, self.marks, self.peaks = 0, marks, list[bytes]()
        self.roots = {0: hashlib.sha256(b"").digest()}

    def append(self, leaf: bytes) -> None:
        size = self.size
        while size & 1:
            leaf, size = node_hash(self.peaks.pop(), leaf), size >> 1
        self.peaks.append(leaf)
        self.size += 1
        if self.size in self.marks:
            root = self.peaks[-1]
            for peak in reversed(self.peaks[:-1]):
                root = node_hash(peak, root)
            self.roots[self.size] = root


def is_included(index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes) -> bool:
    node, last = index, size - 1
    for sibling in proof:
        if last == 0:
            return False
        if node & 1 or node == last:
            leaf = node_hash(sibling, leaf)
            while node and not node & 1:
                node, last = node >> 1, last >> 1
        else:
            leaf = node_hash(leaf, sibling)
        node, last = node >> 1, last >> 1
    return last == 0 and leaf == root


def is_continued(old: Checkpoint, new: Checkpoint, proof: Sequence[bytes]) -> bool:
    """Whether the proof shows that the new tree continues the old one, where 0 < old.size < new.size."""
    path = list(proof) if old.size & (old.size - 1) else [old.root, *proof]
    node, last = old.size - 1, new.size - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    old_root = new_root = path[0] if path else b""
    for sibling in path[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            old_root, new_root = node_hash(sibling, old_root), node_hash(sibling, new_root)
            while node and not node & 1:
                node, last = node >> 1, last >> 1
        else:
            new_root = node_hash(new_root, sibling)
        node, last = node >> 1, last >> 1
    return last == 0 and old_root == old.root and new_root == new.root


# Reading the pack.
class Pack:
    """The entries of the zip, read in small pieces and never written anywhere."""

    def __init__(self, path: str, max_total: int) -> None:
        try:
            self.archive = zipfile.ZipFile(path)
        except ZIP_FAULTS as error:
            raise UnusableError(f"{path!a} cannot be read as a zip: {error!a}") from error
        entries = self.archive.infolist()
        self.names = {entry.filename for entry in entries}
        if sum(entry.file_size for entry in entries) > max_total:
            raise UnusableError(f"unpacked, the pack has more than {max_total} bytes; see --max-bytes")
        if len(self.names) != len(entries) or len(entries) > MAX_CHECKPOINTS:
            raise MalformedError("the zip names an entry twice, or has too many")
        for entry in entries:
            if not ENTRY.fullmatch(entry.filename):
                raise MalformedError(f"an entry that no pack has: {entry.filename[:100]!a}")
            if entry.flag_bits & 1 or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise MalformedError(f"{entry.filename} is encrypted, or packed in a way no pack is")
        if missing := {"pack.json", "checkpoint", "events.jsonl"} - self.names:
            raise MalformedError(f"the pack lacks {', '.join(sorted(missing))}")

    def whole(self, name: str, limit: int = MAX_SMALL) -> bytes:
        if self.archive.getinfo(name).file_size > limit:
            raise MalformedError(f"{name} is longer than it can be")
        return self.archive.read(name)

    def sealed_leaves(self, size: int) -> bytes:
        """The tree's leaf hashes as the pack gives them, if it does and they are few enough to compare."""
        if "leaves" not in self.names or size > MAX_DIAGNOSED:
            return b""
        return self.whole("leaves", HASH_SIZE * MAX_DIAGNOSED)

    def objects(self, name: str, keys: set[str]) -> Iterator[dict[str, Any]]:
        """The JSON objects of an entry, one per line; each must have exactly these keys."""
        with io.BufferedReader(self.archive.open(name), 1 << 18) as stream:  # type: ignore[type-var]
            number = 0
            while line := stream.readline(MAX_LINE):
                number += 1
                if not line.endswith(b"\n"):
                    raise MalformedError(f"{name} line {number} is too long or not ended")
                yield parse_object(line, keys, f"{name} line {number}")


def unique_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) != len(pairs):
        raise ValueError("a key twice")
    return content


DECODER = json.JSONDecoder(object_pairs_hook=unique_object)


def parse_object(data: bytes, keys: set[str], where: str) -> dict[str, Any]:
    try:
        content = DECODER.decode(data.decode())
    except (ValueError, RecursionError) as error:
        raise MalformedError(f"{where} is not JSON in UTF-8, or names a key twice") from error
    if not isinstance(content, dict) or content.keys() != keys:
        raise MalformedError(f"{where} has not exactly the keys that it must have")
    return content


def natural(value: Any, where: str) -> int:
    if type(value) is not int or not 0 <= value < 1 << 63:
        raise MalformedError(f"{where}: not a natural number of 63 bits")
    return value


def hashes(value: Any, where: str) -> list[bytes]:
    is_list = isinstance(value, list) and len(value) <= MAX_PROOF
    if not is_list or not all(isinstance(step, str) and DIGEST.fullmatch(step) for step in value):
        raise MalformedError(f"{where}: not a proof")
    return [bytes.fromhex(step) for step in value]


def read_head(pack: Pack) -> dict[str, Any]:
    head = parse_object(pack.whole("pack.json"), HEAD_KEYS, "pack.json")
    natural(head["tree_size"], "pack.json: tree_size")
    texts = HEAD_KEYS - {"tree_size"}
    if not all(isinstance(head[key], str) for key in texts) or head["format"] != FORMAT:
        raise MalformedError(f"pack.json does not describe a {FORMAT}")
    if head["kind"] not in ("full", "partial") or not CREATED.fullmatch(head["created_at"]):
        raise MalformedError("pack.json: kind or created_at is none")
    return head


# The events.
@dataclass(frozen=True, slots=True)
class Event:
    """One event of the pack, its place in the tree and what it commits to."""

    index: int
    hash: bytes
    proof: list[bytes]


def salted_digest(salt: Any, text: Any, where: str) -> str:
    if not isinstance(salt, str) or not SALT.fullmatch(salt) or not isinstance(text, str):
        raise MalformedError(f"{where}: a text and its salt of 16 bytes stand together, or both are null")
    try:
        return hashlib.sha256(bytes.fromhex(salt) + text.encode()).hexdigest()
    except UnicodeEncodeError as error:
        raise MalformedError(f"{where}: a text that UTF-8 cannot hold") from error


def check_changes(changes: Any, leaf: re.Match[str], index: int, report: Report) -> None:
    where = f"event {index}"
    if not isinstance(changes, list):
        raise MalformedError(f"{where}: changes are a list")
    joined = hashlib.sha256()
    for change in changes:
        if not isinstance(change, dict) or change.keys() != {"text", "salt", "digest"}:
            raise MalformedError(f"{where}: not a change")
        text, salt, digest = change["text"], change["salt"], change["digest"]
        if not isinstance(digest, str) or not DIGEST.fullmatch(digest):
            raise MalformedError(f"{where}: a change without a digest")
        joined.update(bytes.fromhex(digest))
        if text is None and salt is None:
            report.facts["erased_changes"] += 1
        elif salted_digest(salt, text, where) != digest:
            report.add("swapped-payload", "a row change is not the one that was sealed", index)
        elif not CHANGE.fullmatch(text):
            raise MalformedError(f"{where}: a change without the fields that it must have")
    if len(changes) != int(leaf["count"]) or joined.hexdigest() != leaf["changes"]:
        report.add("swapped-payload", "the list of row changes is not the one that was sealed", index)


def read_events(pack: Pack, *, with_proof: bool, report: Report) -> Iterator[Event]:
    """Every event of the pack, its payload and changes already held against the digests in its leaf."""
    latest: int | None = None
    for content in pack.objects("events.jsonl", EVENT_KEYS | {"proof"} if with_proof else EVENT_KEYS):
        index = natural(content["index"], "the index of an event")
        leaf = LEAF.fullmatch(content["leaf"]) if isinstance(content["leaf"], str) else None
        if leaf is None:
            raise MalformedError(f"event {index}: not a leaf")
        if content["payload"] is None and content["salt"] is None:
            report.facts["erased_payloads"] += 1
        elif salted_digest(content["salt"], content["payload"], f"event {index}") != leaf["payload"]:
            report.add("swapped-payload", "the payload is not the one that was sealed", index)
        check_changes(content["changes"], leaf, index, report)
        recorded = int(leaf["recorded"])
        if latest is not None and recorded < latest - CLOCK_TOLERANCE:
            seconds = (latest - recorded) // 1_000_000
            report.add("clock-set-back", f"recorded {seconds} s before an event ahead of it", index)
            latest = recorded
        latest = recorded if latest is None else max(latest, recorded)
        report.facts["events"] += 1
        proof = hashes(content["proof"], f"event {index}") if with_proof else []
        yield Event(index, hashlib.sha256(b"\x00" + leaf[0].encode()).digest(), proof)


def examine_partial(pack: Pack, checkpoint: Checkpoint, report: Report) -> None:
    last = -1
    for event in read_events(pack, with_proof=True, report=report):
        if event.index >= checkpoint.size:
            report.add("inserted", "lies beyond what the checkpoint covers", event.index)
        elif not is_included(event.index, checkpoint.size, event.hash, event.proof, checkpoint.root):
            report.add("edited", "is not what was sealed at this index", event.index)
        elif event.index <= last:
            report.add("reordered", "comes again, or after a later one", event.index)
        last = max(last, event.index)


def examine_full(
    pack: Pack, checkpoint: Checkpoint, declared: int, marks: set[int], report: Report
) -> dict[int, bytes]:
    """Recompute the tree; return the roots, at the sizes asked for, of the tree that the checkpoint signs."""
    size = checkpoint.size
    tree, presented = Tree(marks | {size}), bytearray()
    last, contiguous, ascending = -1, True, True
    for event in read_events(pack, with_proof=False, report=report):
        contiguous, ascending = contiguous and event.index == tree.size, ascending and event.index > last
        last = event.index
        tree.append(event.hash)
        if tree.size <= MAX_DIAGNOSED:
            presented += event.hash
    sealed = pack.sealed_leaves(size)
    if tree.roots.get(size) == checkpoint.root:
        if not contiguous:
            report.add("malformed", "the events are the sealed ones, but their index numbers are not")
        if sealed and sealed != presented[: HASH_SIZE * size]:
            report.add("malformed", "the events are the sealed ones, but the entry leaves is not")
        for index in range(size, tree.size if declared == size else 0):
            report.add("inserted", "lies beyond what the checkpoint covers", index)
        return tree.roots
    sealed_tree = Tree(marks | {size})
    for at in range(0, len(sealed), HASH_SIZE):
        sealed_tree.append(sealed[at : at + HASH_SIZE])
    is_genuine = len(sealed) == HASH_SIZE * size and sealed_tree.roots[size] == checkpoint.root
    if is_genuine and tree.size <= MAX_DIAGNOSED:
        name_tampering(sealed, bytes(presented), report)
        return sealed_tree.roots
    guess_tampering(tree.size, size, contiguous, ascending, report)
    return {}


def guess_tampering(shown: int, sealed: int, contiguous: bool, ascending: bool, report: Report) -> None:
    """Name what the numbers alone betray, when the pack has no genuine list of sealed leaf hashes."""
    if shown == sealed:
        code = "edited" if ascending else "reordered"
        report.add(
            code, "the events do not give the signed root, and nothing shows which of them were touched"
        )
    elif shown > sealed:
        report.add("inserted", f"{shown} events, where {sealed} were sealed")
    else:
        code = "deleted" if ascending and not contiguous else "truncated"
        report.add(code, f"{shown} events, where {sealed} were sealed")


def name_tampering(sealed: bytes, presented: bytes, report: Report) -> None:
    """Compare the sealed leaf hashes with those of the events presented, in time linear in both."""
    total = len(sealed) // HASH_SIZE
    places = {sealed[HASH_SIZE * n : HASH_SIZE * (n + 1)]: n for n in range(total)}
    order = [places.pop(presented[at : at + HASH_SIZE], None) for at in range(0, len(presented), HASH_SIZE)]
    known = [place for place in order if place is not None]
    if known != sorted(known):
        for before, place in pairwise(known):
            if place < before:
                report.add("reordered", f"stands after event {before}", place)
        name_gap(sorted(places.values()), order.count(None), total, "deleted", report)
        return
    expected, strangers = 0, 0
    for found in [*order, total]:
        if found is None:
            strangers += 1
        else:
            code = "truncated" if found == total else "deleted"
            name_gap(range(expected, found), strangers, found, code, report)
            expected, strangers = found + 1, 0


def name_gap(lost: Sequence[int], strangers: int, before: int, code: str, report: Report) -> None:
    """Name what happened where sealed events are lost and events stand that were never sealed."""
    for index in lost[:strangers]:
        report.add("edited", "is not what was sealed at this index", index)
    for index in lost[strangers:]:
        report.add(code, "was sealed and is missing", index)
    for _ in range(strangers - len(lost)):
        report.add("inserted", f"an event that was never sealed stands ahead of sealed event {before}")


# Other checkpoints: those that the auditor kept, and the earlier ones in the pack.
def check_age(checkpoint: Checkpoint, saved: Sequence[Checkpoint], declared: int, report: Report) -> None:
    size = checkpoint.size
    if declared > size:
        report.add(
            "replayed-checkpoint", f"the pack is said to cover {declared} events, its checkpoint {size}"
        )
    elif declared < size:
        report.add("malformed", f"the pack is said to cover {declared} events, its checkpoint covers {size}")
    newest = max((held.size for held in saved), default=0)
    if newest > size and any((held.size, held.root) == (size, checkpoint.root) for held in saved):
        report.add("replayed-checkpoint", f"you hold this checkpoint of {size} events and one of {newest}")
    elif newest > size:
        report.add("truncated", f"you hold a checkpoint of {newest} events; the pack stops at {size}")


def compare(
    label: str, old: Checkpoint, new: Checkpoint, roots: dict[int, bytes], proofs: dict[int, list[bytes]]
) -> tuple[str, str] | None:
    """Whether the pack's tree continues an older checkpoint's; else the code and message of the finding."""
    if old.size > new.size:
        return None
    proof = proofs.get(old.size)
    if old.size in (0, new.size):
        agrees = old.root == (new.root if old.size else Tree(set()).roots[0])
    elif old.size in roots:
        agrees = old.root == roots[old.size]
        if agrees and proof is not None and not is_continued(old, new, proof):
            return "malformed", f"the consistency proof from {old.size} events does not hold"
    elif proof is not None:
        agrees = is_continued(old, new, proof)
    else:
        return "unproven", f"nothing in the pack shows that it continues {label} of {old.size} events"
    return None if agrees else ("forked", f"{label} of {old.size} events has another history than the pack")


def read_proofs(pack: Pack, new: Checkpoint) -> dict[int, list[bytes]]:
    proofs: dict[int, list[bytes]] = {}
    if "consistency.jsonl" in pack.names:
        where = "consistency.jsonl"
        for step in pack.objects(where, {"old", "new", "proof"}):
            old = natural(step["old"], where)
            if natural(step["new"], where) != new.size or old in proofs or len(proofs) > MAX_CHECKPOINTS:
                raise MalformedError(f"{where}: a proof to another tree, or twice from the same")
            proofs[old] = hashes(step["proof"], where)
    return proofs


def read_earlier(pack: Pack, new: Checkpoint, keys: Sequence[Key], report: Report) -> list[Checkpoint]:
    """The earlier checkpoints in the pack that a trusted key signed."""
    earlier = []
    for name in sorted(name for name in pack.names if name.startswith("checkpoints/")):
        checkpoint = parse_checkpoint(pack.whole(name))
        if str(checkpoint.size) != name.partition("/")[2] or checkpoint.origin != new.origin:
            raise MalformedError(f"{name} is the checkpoint of another size or ledger")
        if fault := signature_fault(checkpoint, keys):
            report.add(fault, f"{name}: no valid signature of a trusted key")
        elif checkpoint.size > new.size:
            report.add(
                "replayed-checkpoint", f"{name} is newer than the checkpoint that the pack is said to have"
            )
        else:
            earlier.append(checkpoint)
    return earlier


def accept_saved(
    saved: Sequence[Checkpoint], new: Checkpoint, keys: Sequence[Key], report: Report
) -> list[Checkpoint]:
    """The auditor's checkpoints of this ledger; a pack of another ledger or key does not answer to them."""
    for checkpoint in saved:
        if checkpoint.origin != new.origin:
            report.add(
                "wrong-key", f"you hold a checkpoint of {checkpoint.origin}; the pack is of {new.origin}"
            )
        elif fault := signature_fault(checkpoint, keys):
            report.add(
                fault, f"the checkpoint of {checkpoint.size} events that you hold is not of the pack's key"
            )
    return [checkpoint for checkpoint in saved if checkpoint.origin == new.origin]


def examine(pack: Pack, trusted: list[Key], saved: list[Checkpoint], report: Report) -> None:
    head = read_head(pack)
    checkpoint = parse_checkpoint(pack.whole("checkpoint"))
    own_key = parse_key(head["vkey"])
    keys = trusted or [own_key]
    report.facts.update(
        origin=checkpoint.origin,
        tree_size=checkpoint.size,
        root=base64.b64encode(checkpoint.root).decode(),
        kind=head["kind"],
        created_at=head["created_at"],
    )
    if head["origin"] != checkpoint.origin:
        raise MalformedError("pack.json and the checkpoint name different ledgers")
    if head["kind"] == "partial" and "leaves" in pack.names:
        raise MalformedError("a partial pack has no entry leaves")
    if fault := signature_fault(checkpoint, keys):
        text = "the signature does not hold" if fault == "bad-signature" else "no trusted key has signed it"
        report.add(fault, f"the pack's checkpoint: {text}")
    elif own_key not in keys:
        report.add(
            "wrong-key", "pack.json names another key than the one you gave, which signed the checkpoint"
        )
    held = accept_saved(saved, checkpoint, keys, report)
    earlier = read_earlier(pack, checkpoint, keys, report)
    report.facts["compared"] = len(held) + len(earlier)
    check_age(checkpoint, held, head["tree_size"], report)
    proofs = read_proofs(pack, checkpoint)
    roots: dict[int, bytes] = {}
    if head["kind"] == "full":
        marks = {old.size for old in (*held, *earlier)}
        roots = examine_full(pack, checkpoint, head["tree_size"], marks, report)
    else:
        examine_partial(pack, checkpoint, report)
    for label, olds in (("the checkpoint you hold", held), ("the earlier checkpoint in the pack", earlier)):
        for old in olds:
            if finding := compare(label, old, checkpoint, roots, proofs):
                report.add(*finding)


# The command line.
def load_saved(path: str, keys: Sequence[Key]) -> Checkpoint:
    try:
        with Path(path).open("rb") as stream:
            checkpoint = parse_checkpoint(stream.read(MAX_SMALL))
    except (OSError, MalformedError) as error:
        raise UnusableError(f"{path!a} is not a saved checkpoint: {error}") from error
    if keys and signature_fault(checkpoint, keys):
        raise UnusableError(f"{path!a} is not signed by a key that you gave")
    return checkpoint


def load_key(vkey: str) -> Key:
    try:
        return parse_key(vkey.strip())
    except MalformedError as error:
        raise UnusableError(f"--key: {error}") from error


def as_text(report: Report, key_given: bool) -> str:
    facts, lines = report.facts, []
    if "origin" in facts:
        lines.append(f"Ledger      {facts['origin']}")
        lines.append(f"Checkpoint  {facts['tree_size']} events, root {facts['root']}")
        lines.append(
            f"Pack        {facts['kind']}, made {facts['created_at']}, {facts['events']} events examined"
        )
        lines.append(
            f"Erased      {facts['erased_payloads']} payloads and {facts['erased_changes']} row changes are"
            " not disclosed; their digests are sealed all the same"
        )
    lines.append("Key         " + ("the one that you gave" if key_given else NO_KEY))
    lines.append(f"Compared    {facts['compared']} other checkpoints")
    if facts.get("kind") == "partial":
        lines.append(
            "Note        a partial pack shows that its events are in the ledger, not that none is left out"
        )
    for finding in report.findings:
        where = "" if finding.event is None else f"event {finding.event}: "
        lines.append(f"{finding.code:<20}{where}{finding.message}")
    lines.extend(
        f"{code:<20}{count} in all, {MAX_LISTED} shown"
        for code, count in report.counts.items()
        if count > MAX_LISTED
    )
    if report.has_faults:
        lines.append("RESULT      FINDINGS: do not rely on this pack")
    else:
        lines.append("RESULT      nothing found" + (", apart from warnings" if report.counts else ""))
    return "\n".join(lines) + "\n"


def as_json(report: Report, key_given: bool) -> str:
    findings = [found._asdict() | {"warning": found.code in WARNINGS} for found in report.findings]
    content = report.facts | {"key": "given" if key_given else "pack", "findings": findings}
    return json.dumps(content | {"counts": report.counts, "ok": not report.has_faults}, indent=2) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Examine the pack that the command line names and report; return the exit status."""
    parser = argparse.ArgumentParser(
        "bailiwick-verify", description="Check an exported Bailiwick ledger pack."
    )
    parser.add_argument("pack", metavar="PACK", help="the pack, a zip file")
    parser.add_argument(
        "--key", action="append", default=[], metavar="VKEY", help="the ledger's key, from elsewhere"
    )
    parser.add_argument(
        "--checkpoint", action="append", default=[], metavar="FILE", help="a checkpoint that you saved before"
    )
    parser.add_argument("--json", action="store_true", help="report as JSON")
    parser.add_argument("--max-bytes", type=int, default=MAX_TOTAL, help="how much a pack may hold unpacked")
    options = parser.parse_args(arguments)
    report = Report({"events": 0, "erased_payloads": 0, "erased_changes": 0, "compared": 0})
    try:
        keys = [load_key(vkey) for vkey in options.key]
        saved = [load_saved(path, keys) for path in options.checkpoint]
        pack = Pack(options.pack, options.max_bytes)
        with pack.archive:
            examine(pack, keys, saved, report)
    except UnusableError as error:
        sys.stderr.write(f"bailiwick-verify: {error}\n")
        return 2
    except MalformedError as error:
        report.add("malformed", str(error))
    except ZIP_FAULTS as error:
        report.add("malformed", f"the zip is damaged: {error!a}")
    sys.stdout.write(as_json(report, bool(keys)) if options.json else as_text(report, bool(keys)))
    return 1 if report.has_faults else 0


if __name__ == "__main__":
    sys.exit(main())
