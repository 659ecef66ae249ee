"""Actual against designed."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bailiwick.kernel.process.comparison import Departure, conformance
from bailiwick.kernel.process.tests.arbitrary import definitions
from bailiwick.kernel.process.tests.repairs import repairs
from bailiwick.kernel.process.types import Definition

OBSERVED = [
    ("start", "repair.bring", "new", 60),
    ("new", "repair.start", "working", 20),
    ("new", "repair.start", "working", 10),
    ("working", "repair.finish", "mended", 4),
    ("new", "repair.give_back", "returned", 3),
    ("new", "repair.start", "mended", 2),
    ("new", "repair.steal", "returned", 1),
    ("lost", "repair.note", "lost", 0),
    ("lost", "repair.start", "working", 5),
]


def test_deviations_are_counted_and_explained() -> None:
    found = conformance(repairs(), OBSERVED)
    assert (found.observed, found.conforming) == (105, 94)
    assert found.share == Fraction(94, 105)
    assert [(d.move[1], d.count, d.departure) for d in found.deviations] == [
        ("repair.start", 5, Departure.UNKNOWN_STATE),
        ("repair.give_back", 3, Departure.NOT_FROM_HERE),
        ("repair.start", 2, Departure.WRONG_TARGET),
        ("repair.steal", 1, Departure.UNKNOWN_VERB),
    ]


def test_what_is_designed_and_never_happens_is_named() -> None:
    unused = conformance(repairs(), OBSERVED).unused
    assert ("start", "repair.bring", "working") in unused
    assert ("working", "repair.wait", "waiting_parts") in unused
    assert ("new", "repair.start", "working") not in unused
    assert not [move for move in unused if move[1] == "repair.note"]


def test_nothing_observed_has_no_share() -> None:
    assert conformance(repairs(), []).share is None


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be negative"):
        conformance(repairs(), [("new", "repair.start", "working", -1)])


@given(definitions(), st.data())
def test_designed_moves_conform_wholly(definition: Definition, data: st.DataObject) -> None:
    moves = data.draw(st.lists(st.sampled_from(definition.moves()), min_size=1, unique=True))
    found = conformance(definition, [(*move, 2) for move in moves])
    assert found.share == 1
    assert found.observed == 2 * len(moves)
    assert not found.deviations
    assert not set(found.unused) & set(moves)
