"""The tree against the published vectors of transparency-dev/merkle, a naive tree, and itself."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bailiwick.kernel.ledger import merkle
from bailiwick.kernel.ledger.merkle import Frontier, Node

CASES: dict[str, Any] = json.loads((Path(__file__).parent / "cases" / "merkle.json").read_text("utf-8"))
LEAVES = [merkle.leaf_hash(bytes.fromhex(data)) for data in CASES["leaf_inputs_hex"]]
ROOTS = [bytes.fromhex(value) for value in CASES["root_hashes_hex_by_size"]]
BIG = [merkle.leaf_hash(str(n).encode()) for n in range(66_100)]

sizes = st.integers(min_value=0, max_value=700)


class StoredTree:
    """What a database keeps of a tree: leaf hashes and the subtrees that a frontier reports as completed."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        self.frontier = Frontier()
        self.rows = {(0, n): leaf for n, leaf in enumerate(leaves)}
        self.rows_read = 0
        self.queries = 0
        for node in self.frontier.extend(leaves):
            self.rows[node.level, node.place] = node.hash

    def read(self, level: int, first: int, count: int) -> list[bytes]:
        assert level in merkle.STORED_LEVELS
        self.rows_read += count
        self.queries += 1
        return [self.rows[level, n] for n in range(first, first + count) if (level, n) in self.rows]


def naive_root(leaves: Sequence[bytes]) -> bytes:
    """MTH of RFC 6962 section 2.1, word for word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while 2 * k < len(leaves):
        k *= 2
    return hashlib.sha256(b"\x01" + naive_root(leaves[:k]) + naive_root(leaves[k:])).digest()


@pytest.mark.parametrize("size", range(len(ROOTS)))
def test_published_roots(size: int) -> None:
    assert merkle.root(LEAVES[:size]) == ROOTS[size]


@pytest.mark.parametrize(
    "case", CASES["generated_inclusion"], ids=lambda c: f"{c['leafIdx']}in{c['treeSize']}"
)
def test_published_inclusion_proofs(case: dict[str, Any]) -> None:
    index, size = case["leafIdx"], case["treeSize"]
    proof = [bytes.fromhex(step) for step in case["proof_hex"]]
    tree_root = bytes.fromhex(case["root_hex"])
    assert merkle.prove_inclusion(index, size, StoredTree(LEAVES)) == proof
    assert merkle.verify_inclusion(index, size, LEAVES[index], proof, tree_root)


@pytest.mark.parametrize("case", CASES["generated_consistency"], ids=lambda c: f"{c['size1']}to{c['size2']}")
def test_published_consistency_proofs(case: dict[str, Any]) -> None:
    old, new = case["size1"], case["size2"]
    proof = [bytes.fromhex(step) for step in case["proof_hex"]]
    assert merkle.prove_consistency(old, new, StoredTree(LEAVES)) == proof
    assert merkle.verify_consistency(old, new, ROOTS[old], ROOTS[new], proof)


@given(sizes)
def test_frontier_has_the_root_of_rfc_6962_and_survives_bytes(size: int) -> None:
    frontier = Frontier()
    frontier.extend(BIG[:size])
    assert frontier.root() == naive_root(BIG[:size])
    again = Frontier.from_bytes(frontier.to_bytes())
    assert (again.size, again.root()) == (size, frontier.root())
    again.extend(BIG[size : size + 5])
    assert again.root() == naive_root(BIG[: size + 5])


@given(sizes)
def test_frontier_is_rebuilt_from_the_store(size: int) -> None:
    assert Frontier.at(size, StoredTree(BIG[:900])).to_bytes() == _frontier(BIG[:size]).to_bytes()


def _frontier(leaves: Sequence[bytes]) -> Frontier:
    frontier = Frontier()
    frontier.extend(leaves)
    return frontier


def test_frontier_reports_each_completed_stored_subtree_once() -> None:
    completed = Frontier().extend(BIG)
    assert completed[:2] == [Node(8, n, naive_root(BIG[256 * n : 256 * (n + 1)])) for n in range(2)]
    assert [node[:2] for node in completed] == [
        *((8, n) for n in range(256)),
        (16, 0),
        *((8, n) for n in range(256, 66_100 // 256)),
    ]


@pytest.mark.parametrize(
    "data", [b"", b"\0" * 7, b"\0" * 8 + b"x", b"\0" * 7 + b"\x03" + b"x" * 32, b"\0" * 40], ids=len
)
def test_frontier_refuses_bytes_that_are_none(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"frontier|needs"):
        Frontier.from_bytes(data)


def test_frontier_refuses_what_is_not_a_hash() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Frontier().extend([b"short"])


@given(st.data(), st.integers(min_value=1, max_value=600))
def test_inclusion_proofs_hold_and_nothing_else_does(data: st.DataObject, size: int) -> None:
    index = data.draw(st.integers(0, size - 1))
    tree_root = naive_root(BIG[:size])
    proof = merkle.prove_inclusion(index, size, StoredTree(BIG[:600]))
    assert merkle.verify_inclusion(index, size, BIG[index], proof, tree_root)
    assert not merkle.verify_inclusion(index, size, BIG[index + 1], proof, tree_root)
    other = data.draw(st.integers(-1, size).filter(lambda n: n != index))
    assert not merkle.verify_inclusion(other, size, BIG[index], proof, tree_root)
    assert not merkle.verify_inclusion(index, size, BIG[index], [*proof, BIG[0]], tree_root)
    assert not merkle.verify_inclusion(index, size, BIG[index], [p + b"x" for p in proof] or [b""], tree_root)
    if proof:
        at = data.draw(st.integers(0, len(proof) - 1))
        assert not merkle.verify_inclusion(index, size, BIG[index], proof[:at] + proof[at + 1 :], tree_root)
        forged = [*proof[:at], bytes(32), *proof[at + 1 :]]
        assert not merkle.verify_inclusion(index, size, BIG[index], forged, tree_root)


@given(st.data(), st.integers(min_value=1, max_value=600))
def test_consistency_proofs_hold_and_nothing_else_does(data: st.DataObject, new: int) -> None:
    old = data.draw(st.integers(0, new))
    old_root, new_root = naive_root(BIG[:old]), naive_root(BIG[:new])
    proof = merkle.prove_consistency(old, new, StoredTree(BIG[:600]))
    assert merkle.verify_consistency(old, new, old_root, new_root, proof)
    assert not merkle.verify_consistency(old, new, bytes(32), new_root, proof)
    assert not merkle.verify_consistency(old, new, old_root, new_root, [*proof, bytes(32)])
    assert not merkle.verify_consistency(new + 1, new, old_root, new_root, proof)
    if old:
        assert not merkle.verify_consistency(old, new, old_root, bytes(32), proof)
        rewritten = naive_root([bytes(32), *BIG[1:new]])
        assert not merkle.verify_consistency(old, new, old_root, rewritten, proof)
    if proof:
        at = data.draw(st.integers(0, len(proof) - 1))
        assert not merkle.verify_consistency(old, new, old_root, new_root, proof[:at] + proof[at + 1 :])
        forged = [*proof[:at], bytes(32), *proof[at + 1 :]]
        assert not merkle.verify_consistency(old, new, old_root, new_root, forged)


def test_an_empty_tree_is_continued_by_every_tree() -> None:
    assert merkle.verify_consistency(0, 5, merkle.EMPTY_ROOT, ROOTS[5], [])
    assert merkle.verify_consistency(0, 0, merkle.EMPTY_ROOT, merkle.EMPTY_ROOT, [])
    assert not merkle.verify_consistency(0, 0, merkle.EMPTY_ROOT, ROOTS[5], [])
    assert not merkle.verify_consistency(0, 5, ROOTS[1], ROOTS[5], [])


@pytest.mark.parametrize("index", [0, 255, 256, 40_000, 65_535, 65_536, 66_099])
def test_a_proof_from_a_large_store_reads_few_rows(index: int) -> None:
    tree = StoredTree(BIG)
    proof = merkle.prove_inclusion(index, len(BIG), tree)
    assert merkle.verify_inclusion(index, len(BIG), BIG[index], proof, tree.frontier.root())
    assert tree.rows_read <= 3 * 510
    assert tree.queries <= 3 * 3
    tree.rows_read = 0
    steps = merkle.prove_consistency(index + 1, len(BIG), tree)
    old_root = merkle.root(BIG[: index + 1])
    assert merkle.verify_consistency(index + 1, len(BIG), old_root, tree.frontier.root(), steps)
    assert tree.rows_read <= 3 * 510


def test_reads_name_the_stored_rows_exactly() -> None:
    assert merkle.reads_for(merkle.inclusion_ranges(1, 300)) == [(0, 0, 1), (0, 2, 298)]
    assert merkle.reads_for(merkle.inclusion_ranges(299, 300)) == [(0, 256, 43), (8, 0, 1)]
    assert merkle.reads_for(merkle.consistency_ranges(256, 768)) == [(8, 1, 2)]
    assert merkle.stored_read(9, 3) == (8, 6, 2)
    assert merkle.stored_read(35, 1) == (32, 8, 8)


def test_a_store_with_a_hole_is_reported() -> None:
    tree = StoredTree(BIG[:300])
    del tree.rows[8, 0]
    with pytest.raises(merkle.TreeIncompleteError, match="level 8"):
        merkle.prove_inclusion(299, 300, tree)


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_no_proof_for_a_leaf_that_is_not_there(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="not in a tree"):
        merkle.inclusion_ranges(index, size)


@pytest.mark.parametrize(("old", "new"), [(-1, 3), (4, 3)])
def test_no_consistency_proof_backwards(old: int, new: int) -> None:
    with pytest.raises(ValueError, match="does not continue"):
        merkle.consistency_ranges(old, new)


def test_a_proof_has_the_length_that_the_size_asks_for() -> None:
    parent = merkle.node_hash(BIG[1], BIG[0])
    assert not merkle.verify_inclusion(0, 1, BIG[0], [BIG[1]], parent)
    assert not merkle.verify_inclusion(0, 4, BIG[0], [], BIG[0])
    assert not merkle.verify_consistency(2, 4, parent, parent, [])
    assert not merkle.verify_consistency(3, 4, parent, parent, [])
    longer = merkle.node_hash(BIG[3], merkle.node_hash(parent, BIG[2]))
    assert not merkle.verify_consistency(2, 3, parent, longer, [BIG[2], BIG[3]])


def test_hashes_cannot_be_cut_at_another_place() -> None:
    left, right = BIG[:2]
    parent = merkle.node_hash(left, right)
    assert merkle.verify_inclusion(0, 2, left, [right], parent)
    assert not merkle.verify_inclusion(0, 2, left[:31], [left[31:] + right], parent)
    assert merkle.verify_consistency(1, 2, left, parent, [right])
    assert not merkle.verify_consistency(1, 2, left[:31], parent, [left[31:] + right])


def test_subtrees_of_any_range() -> None:
    assert list(merkle.subtrees(3, 9)) == [(0, 3), (2, 1), (0, 8)]
    assert list(merkle.subtrees(5, 5)) == []


@given(st.lists(st.integers(0, 70), max_size=8))
def test_blocks_give_the_same_tree_as_single_leaves(lengths: list[int]) -> None:
    blocks, singly, count = merkle.Frontier(), merkle.Frontier(), 0
    for length in lengths:
        leaves = [merkle.leaf_hash(bytes([count + n & 255])) for n in range(length)]
        blocks.extend_block(b"".join(leaves))
        singly.extend(leaves)
        count += length
        assert blocks.to_bytes() == singly.to_bytes()
    with pytest.raises(ValueError, match="32 bytes"):
        blocks.extend_block(b"short")
