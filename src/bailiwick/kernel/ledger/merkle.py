"""RFC 6962 Merkle tree over the sealed events: hashes, compact range, proofs and their verification.

Levels count from the leaves (level 0); the complete subtree (level, index) covers the leaves from
``index << level`` to ``((index + 1) << level) - 1``. All hashes are 32 bytes of SHA-256.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol, Self

HASH_SIZE = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()
TILE_LEVEL = 8
STORED_LEVELS = (0, 8, 16, 24, 32)

HashAt = Callable[[int, int], bytes]
Range = tuple[int, int]


class Node(NamedTuple):
    """A complete subtree, by level and index, and its hash."""

    level: int
    place: int
    hash: bytes


class Read(NamedTuple):
    """A run of stored hashes: ``length`` subtrees of one stored level, from index ``first`` on."""

    level: int
    first: int
    length: int


class Tiles(Protocol):
    """What the store of a tree must answer to have proofs made from it."""

    def read(self, level: int, first: int, count: int) -> Sequence[bytes]:
        """The hashes of ``count`` complete subtrees of a level in STORED_LEVELS, in order of index."""
        ...


class TreeIncompleteError(LookupError):
    """The store does not hold a hash that a tree of this size must have."""


def leaf_hash(data: bytes) -> bytes:
    """Hash one leaf: SHA-256(0x00 || data), RFC 6962 section 2.1."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two children: SHA-256(0x01 || left || right), RFC 6962 section 2.1."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def root(leaf_hashes: Iterable[bytes]) -> bytes:
    """The root over leaf hashes (not leaf data), in order; SHA-256 of nothing for an empty tree."""
    frontier = Frontier()
    frontier.extend(leaf_hashes)
    return frontier.root()


def _fold(peaks: Sequence[bytes]) -> bytes:
    folded = peaks[-1]
    for peak in reversed(peaks[:-1]):
        folded = node_hash(peak, folded)
    return folded


def _subtree_root(joined: bytes) -> bytes:
    """The root over joined hashes, as many as a power of two."""
    sha256, pair = hashlib.sha256, 2 * HASH_SIZE
    while len(joined) > HASH_SIZE:
        joined = b"".join(
            [sha256(b"\x01" + joined[at : at + pair]).digest() for at in range(0, len(joined), pair)]
        )
    return joined


class Frontier:
    """A growing tree in little: its size and the hashes of its complete subtrees, largest first."""

    __slots__ = ("_peaks", "size")

    def __init__(self, size: int = 0, peaks: Iterable[bytes] = ()) -> None:
        self.size = size
        self._peaks = list(peaks)
        if size < 0 or len(self._peaks) != size.bit_count() or any(len(p) != HASH_SIZE for p in self._peaks):
            raise ValueError(f"a tree of {size} leaves needs {max(size, 0).bit_count()} hashes of 32 bytes")

    def extend(self, leaf_hashes: Iterable[bytes]) -> list[Node]:
        """Append leaf hashes; return the subtrees of stored levels above 0 which they completed, in order."""
        completed: list[Node] = []
        peaks = self._peaks
        for leaf in leaf_hashes:
            if len(leaf) != HASH_SIZE:
                raise ValueError("a leaf hash has 32 bytes")
            node, level, index = leaf, 0, self.size
            while index & 1:
                node = node_hash(peaks.pop(), node)
                level += 1
                index >>= 1
                if level in STORED_LEVELS:
                    completed.append(Node(level, index, node))
            peaks.append(node)
            self.size += 1
        return completed

    def extend_block(self, joined: bytes) -> None:
        """Append leaf hashes, joined; several times faster than `extend` where they fill whole subtrees."""
        count, rest = divmod(len(joined), HASH_SIZE)
        if rest:
            raise ValueError("a leaf hash has 32 bytes")
        first = self.size
        for level, place in subtrees(first, first + count):
            begin = ((place << level) - first) * HASH_SIZE
            self._append_subtree(level, _subtree_root(joined[begin : begin + (HASH_SIZE << level)]))

    def _append_subtree(self, level: int, node: bytes) -> None:
        """`size` is a multiple of the subtree's: `subtrees` names them so."""
        place = self.size >> level
        while place & 1:
            node = node_hash(self._peaks.pop(), node)
            place >>= 1
        self._peaks.append(node)
        self.size += 1 << level

    def root(self) -> bytes:
        """The root of the tree as it stands."""
        return _fold(self._peaks) if self._peaks else EMPTY_ROOT

    def to_bytes(self) -> bytes:
        """The size as 8 bytes, most significant first, then the hashes, largest subtree first."""
        return self.size.to_bytes(8, "big") + b"".join(self._peaks)

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Read back ``to_bytes``; ValueError when the length does not fit the size."""
        if len(data) < 8 or (len(data) - 8) % HASH_SIZE:
            raise ValueError("not a serialised frontier")
        peaks = [data[at : at + HASH_SIZE] for at in range(8, len(data), HASH_SIZE)]
        return cls(int.from_bytes(data[:8], "big"), peaks)

    @classmethod
    def at(cls, size: int, tiles: Tiles) -> Self:
        """Rebuild the frontier of the first ``size`` leaves from the store."""
        hash_at = tile_reader(tiles, [(0, size)])
        return cls(size, [hash_at(*subtree) for subtree in subtrees(0, size)])


def _middle(start: int, end: int) -> int:
    return start + (1 << ((end - start - 1).bit_length() - 1))


def inclusion_ranges(index: int, size: int) -> list[Range]:
    """The leaf ranges [start, end) whose hashes are the audit path of a leaf, RFC 6962 section 2.1.1."""
    if not 0 <= index < size:
        raise ValueError(f"leaf {index} is not in a tree of {size}")
    start, end = 0, size
    path: list[Range] = []
    while end - start > 1:
        middle = _middle(start, end)
        if index < middle:
            path.append((middle, end))
            end = middle
        else:
            path.append((start, middle))
            start = middle
    return path[::-1]


def consistency_ranges(old: int, new: int) -> list[Range]:
    """The leaf ranges whose hashes prove that ``new`` leaves continue ``old``, RFC 6962 section 2.1.2."""
    if not 0 <= old <= new:
        raise ValueError(f"a tree of {new} leaves does not continue one of {old}")
    if old in (0, new):
        return []
    start, end = 0, new
    path: list[Range] = []
    while end != old:
        middle = _middle(start, end)
        if old <= middle:
            path.append((middle, end))
            end = middle
        else:
            path.append((start, middle))
            start = middle
    if start:  # the old tree is not itself a subtree of the new one, so its last part is named as well
        path.append((start, end))
    return path[::-1]


def subtrees(start: int, end: int) -> Iterator[tuple[int, int]]:
    """The fewest complete subtrees (level, index) that cover the leaves [start, end), from left to right."""
    while start < end:
        level = (end - start).bit_length() - 1
        if start:
            level = min(level, (start & -start).bit_length() - 1)
        yield level, start >> level
        start += 1 << level


def stored_read(level: int, index: int) -> Read:
    """The stored hashes from which the hash of any complete subtree is computed."""
    stored = min(level // TILE_LEVEL * TILE_LEVEL, STORED_LEVELS[-1])
    return Read(stored, index << (level - stored), 1 << (level - stored))


def reads_for(ranges: Iterable[Range]) -> list[Read]:
    """All stored hashes that these ranges need, as few runs as possible, by level and index.

    One proof needs at most 510 hashes of each stored level.
    """
    needed = sorted({stored_read(*subtree) for span in ranges for subtree in subtrees(*span)})
    runs: list[Read] = []
    for read in needed:
        last = runs[-1] if runs else None
        if last and last.level == read.level and last.first + last.length >= read.first:
            end = max(last.first + last.length, read.first + read.length)
            runs[-1] = Read(last.level, last.first, end - last.first)
        else:
            runs.append(read)
    return runs


def tile_reader(tiles: Tiles, ranges: Sequence[Range]) -> HashAt:
    """Read once what the ranges need and answer hash_at(level, index) from it, or TreeIncompleteError."""
    held: dict[tuple[int, int], bytes] = {}
    for read in reads_for(ranges):
        hashes = tiles.read(*read)
        if len(hashes) != read.length:
            raise TreeIncompleteError(f"level {read.level}: {len(hashes)} of {read.length} from {read.first}")
        held.update(((read.level, read.first + offset), value) for offset, value in enumerate(hashes))

    def hash_at(level: int, index: int) -> bytes:
        read = stored_read(level, index)
        row = [held[read.level, read.first + offset] for offset in range(read.length)]
        while len(row) > 1:
            row = [node_hash(left, right) for left, right in zip(row[::2], row[1::2], strict=True)]
        return row[0]

    return hash_at


def range_hash(span: Range, hash_at: HashAt) -> bytes:
    """MTH(D[start:end]) of RFC 6962 for a range that a proof names."""
    return _fold([hash_at(*subtree) for subtree in subtrees(*span)])


def inclusion_proof(index: int, size: int, hash_at: HashAt) -> list[bytes]:
    """The audit path of leaf ``index`` in the tree of ``size`` leaves, lowest sibling first."""
    return [range_hash(span, hash_at) for span in inclusion_ranges(index, size)]


def consistency_proof(old: int, new: int, hash_at: HashAt) -> list[bytes]:
    """The proof that the tree of ``new`` leaves continues the tree of ``old`` leaves."""
    return [range_hash(span, hash_at) for span in consistency_ranges(old, new)]


def prove_inclusion(index: int, size: int, tiles: Tiles) -> list[bytes]:
    """``inclusion_proof`` straight from the store."""
    return inclusion_proof(index, size, tile_reader(tiles, inclusion_ranges(index, size)))


def prove_consistency(old: int, new: int, tiles: Tiles) -> list[bytes]:
    """``consistency_proof`` straight from the store."""
    return consistency_proof(old, new, tile_reader(tiles, consistency_ranges(old, new)))


def verify_inclusion(index: int, size: int, leaf: bytes, proof: Sequence[bytes], tree_root: bytes) -> bool:
    """Whether the leaf hash is at ``index`` of the tree with this size and root, RFC 9162 section 2.1.3.2."""
    if not 0 <= index < size or any(len(step) != HASH_SIZE for step in (leaf, *proof)):
        return False
    node, last, folded = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if node & 1 or node == last:
            folded = node_hash(sibling, folded)
            while node and not node & 1:
                node, last = node >> 1, last >> 1
        else:
            folded = node_hash(folded, sibling)
        node, last = node >> 1, last >> 1
    return last == 0 and folded == tree_root


def verify_consistency(old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the new tree continues the old one, RFC 9162 section 2.1.4.2; an empty one needs no proof."""
    if not 0 <= old <= new or any(len(step) != HASH_SIZE for step in proof):
        return False
    if old == 0:
        return not proof and old_root == EMPTY_ROOT and (new > 0 or new_root == EMPTY_ROOT)
    if old == new:
        return not proof and old_root == new_root
    path = list(proof) if old & (old - 1) else [old_root, *proof]
    if not path:
        return False
    node, last = old - 1, new - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    old_fold = new_fold = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            old_fold, new_fold = node_hash(sibling, old_fold), node_hash(sibling, new_fold)
            while node and not node & 1:
                node, last = node >> 1, last >> 1
        else:
            new_fold = node_hash(new_fold, sibling)
        node, last = node >> 1, last >> 1
    return last == 0 and old_fold == old_root and new_fold == new_root
