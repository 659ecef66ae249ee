"""The verifier shares no code with the product; here the two are held against each other."""

from hypothesis import given
from hypothesis import strategies as st

from bailiwick.kernel.ledger import leaf, merkle, notes, pack
from bailiwick.verify import bailiwick_verify as verifier
from bailiwick.verify.tests.make_vectors import ListTiles

LEAVES = [merkle.leaf_hash(bytes([n])) for n in range(130)]
TILES = ListTiles(LEAVES)


def checkpoint(size: int) -> verifier.Checkpoint:
    return verifier.Checkpoint("", size, merkle.root(LEAVES[:size]), verifier.Note("", []))


@given(st.integers(1, 130), st.data())
def test_proofs(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    tree_root = merkle.root(LEAVES[:size])
    proof = merkle.prove_inclusion(index, size, TILES)
    assert verifier.is_included(index, size, LEAVES[index], proof, tree_root)
    assert not verifier.is_included(index, size, LEAVES[index], [*proof, tree_root], tree_root)
    assert not verifier.is_included(index, size, bytes(32), proof, tree_root)
    if index:
        steps = merkle.prove_consistency(index, size, TILES)
        assert verifier.is_continued(checkpoint(index), checkpoint(size), steps)
        assert not verifier.is_continued(checkpoint(index), checkpoint(size), [*steps, bytes(32)])
        assert not verifier.is_continued(checkpoint(index), checkpoint(size), steps[1:])
        other = checkpoint(index)._replace(root=bytes(32))
        assert not verifier.is_continued(other, checkpoint(size), steps)


def test_a_proof_has_the_length_that_the_size_asks_for() -> None:
    parent = merkle.node_hash(LEAVES[1], LEAVES[0])
    assert not verifier.is_included(0, 1, LEAVES[0], [LEAVES[1]], parent)
    assert not verifier.is_included(0, 4, LEAVES[0], [], LEAVES[0])
    same = checkpoint(2)
    assert not verifier.is_continued(same, same._replace(size=4), [])
    assert not verifier.is_continued(checkpoint(3), checkpoint(4), [])
    end, beside, below, above = LEAVES[:4]
    old_root = merkle.node_hash(above, merkle.node_hash(below, end))
    new_root = merkle.node_hash(above, merkle.node_hash(below, merkle.node_hash(end, beside)))
    old, new = same._replace(size=3, root=old_root), same._replace(size=4, root=new_root)
    assert not verifier.is_continued(old, new, [end, beside, below, above])
    assert not merkle.verify_consistency(3, 4, old_root, new_root, [end, beside, below, above])


@given(st.integers(0, 130))
def test_roots(size: int) -> None:
    tree = verifier.Tree({size})
    for value in LEAVES[:size]:
        tree.append(value)
    assert tree.roots[size] == merkle.root(LEAVES[:size])


def test_leaves() -> None:
    fields = "1\t2\tverb\tperson\t0\t\t0\t{}\t{}\t" + "ab" * 32 + "\t0\t" + "cd" * 32
    for time in ("0", "-1", "17"):
        assert verifier.LEAF.fullmatch(leaf.Leaf.parse(fields.format(time, time)).text)
    for time in ("-0", "+1", "01", "", "1.5"):
        assert not verifier.LEAF.fullmatch(fields.format(time, 0))
        assert not verifier.LEAF.fullmatch(fields.format(0, time))


def test_constants() -> None:
    assert verifier.FORMAT == pack.FORMAT
    assert verifier.MAX_LINE == pack.MAX_LINE_SIZE
    assert verifier.HASH_SIZE == leaf.DIGEST_SIZE == merkle.HASH_SIZE
    assert verifier.MAX_SIGNATURES == notes.MAX_SIGNATURES
