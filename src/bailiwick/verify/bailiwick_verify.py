#!/usr/bin/env python3
"""Check an exported Bailiwick ledger pack offline, trusting nothing in it (docs/ledger-format.md).

One file, Python 3.11 or later, standard library only. Exit status: 0 nothing found, 1 findings, 2 unusable input.
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
from pathlib import Path
from typing import Any, NamedTuple

FORMAT = "bailiwick-pack/1"
MAX_TOTAL, MAX_LINE, MAX_SMALL = 16 << 30, 32 << 20, 1 << 20  # bytes: all entries, one line, one small entry
MAX_CHECKPOINTS, MAX_SIGNATURES, MAX_LISTED, MAX_DIAGNOSED = 10_000, 100, 50, 4_000_000
CLOCK_TOLERANCE = 5 * 60 * 1_000_000  # microseconds
WARNINGS = {"clock-set-back"}
NATURAL, WORD, HEX = "(?:0|[1-9][0-9]{0,18})", "[a-z0-9_.]+", "[0-9a-f]{64}"
TIME = rf"-?{NATURAL}"
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
ZIP_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, struct.error)


class UnusableError(Exception):
    """The input cannot be examined at all."""


class MalformedError(Exception):
    """A part of the pack does not have the form that the format prescribes."""


class Finding(NamedTuple):
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
    if key is None or len(signature) != 64 or encode_point(multiply(8, key)) == encode_point(NEUTRAL):
        return False
    scalar = int.from_bytes(signature[32:], "little")
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ORDER
    negated = (P - key[0], key[1], 1, P - key[3])
    expected = add_points(multiply(scalar, BASE), multiply(challenge, negated))
    return scalar < ORDER and encode_point(expected) == signature[:32]


# Signed notes and checkpoints, c2sp.org/signed-note and c2sp.org/tlog-checkpoint.
class Key(NamedTuple):
    name: str
    key_id: bytes
    public: bytes


class Note(NamedTuple):
    text: str
    signatures: list[tuple[str, bytes]]


class Checkpoint(NamedTuple):
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
    if data[:1] != b"\x01" or len(data) != 33 or not ORIGIN.fullmatch(name):
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
    if any(c < " " and c != "\n" for c in body + tail) or not blank or signed.pop() or len(signed) > MAX_SIGNATURES:
        raise MalformedError("a checkpoint that is not a signed note")
    signatures = []
    for line in signed:
        name, space, encoded = line.removeprefix(DASH).partition(" ")
        if not line.startswith(DASH) or not name or not space:
            raise MalformedError("a checkpoint with a signature line that is none")
        signatures.append((name, decode_base64(encoded)))
    if len(lines) < 3 or not all(lines) or not ORIGIN.fullmatch(lines[0]) or not re.fullmatch(NATURAL, lines[1]):
        raise MalformedError("a checkpoint without the lines that it must have")
    root = decode_base64(lines[2])
    if len(root) != 32:
        raise MalformedError("a checkpoint whose root has not 32 bytes")
    return Checkpoint(lines[0], int(lines[1]), root, Note(body + "\n", signatures))


def signature_fault(checkpoint: Checkpoint, keys: Sequence[Key]) -> str | None:
    """What is wrong with the signature: bad-signature, wrong-key, or nothing."""
    held = False
    for name, data in checkpoint.note.signatures:
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
