"""Hypothesis strategies for sound definitions of many shapes."""

from itertools import pairwise

from hypothesis import strategies as st

from bailiwick.kernel.process.types import (
    ACTIVE,
    ANY,
    SAME,
    START,
    Category,
    Definition,
    Direction,
    Measure,
    MeasureKind,
    ProcessRole,
    Sipoc,
    State,
    Target,
    Transition,
)

WORDS = (
    "Assess",
    "Approve",
    "In progress",
    "Awaiting the supplier's answer",
    "Übergabe",
    "X",
    "Re-plan & go <on>",
)
TITLES = st.sampled_from(WORDS)


@st.composite
def definitions(draw: st.DrawFn) -> Definition:
    """A chain of states from open to closed, alternatives that wait, ends at the side, and moves anywhere."""
    length = draw(st.integers(2, 6))
    chain = [f"s{n}" for n in range(length)]
    waits = [f"w{n}" for n in range(draw(st.integers(0, 5)))]
    ends = [f"e{n}" for n in range(draw(st.integers(0, 2)))]
    states = [
        *(_state(draw, name, Category.OPEN, initial=name == "s0") for name in chain[:-1]),
        *(_state(draw, name, Category.PAUSED) for name in waits),
        _state(draw, chain[-1], Category.CLOSED),
        *(_state(draw, name, Category.CLOSED) for name in ends),
    ]
    ways: list[tuple[tuple[str, ...], tuple[str, ...]]] = [((START,), ("s0",))]
    ways += [((before,), (after,)) for before, after in pairwise(chain)]
    if waits:
        origins = tuple(draw(st.lists(st.sampled_from(chain[:-1]), min_size=1, max_size=3, unique=True)))
        ways += [(origins, tuple(waits)), (tuple(waits), (draw(st.sampled_from(chain)),))]
    names = [state.name for state in states]
    ways += [((draw(st.sampled_from(chain[:-1])),), (name,)) for name in ends]
    extra = st.tuples(
        st.lists(st.sampled_from([*names, ACTIVE, ANY]), min_size=1, max_size=4, unique=True).map(tuple),
        st.lists(st.sampled_from([*names, SAME]), min_size=1, max_size=3, unique=True).map(tuple),
    )
    ways += draw(st.lists(extra, max_size=8))
    order = draw(st.permutations(range(len(ways))))
    return _definition(states, [_transition(draw, number, *ways[number]) for number in order])


def _state(draw: st.DrawFn, name: str, category: Category, *, initial: bool = False) -> State:
    return State(name, draw(TITLES), category, initial)


def _transition(
    draw: st.DrawFn, number: int, origins: tuple[str, ...], targets: tuple[str, ...]
) -> Transition:
    return Transition(
        verb=f"thing.v{number}",
        title=draw(TITLES),
        origins=origins,
        targets=tuple(Target(name, draw(st.sampled_from([(), ("ready",)]))) for name in targets),
        roles=(draw(st.sampled_from(["DO", "anyone", "reporter", "system"])),),
        fields=draw(st.sampled_from([(), ("text",), ("text", "number")])),
        reason=draw(st.booleans()),
    )


def _definition(states: list[State], transitions: list[Transition]) -> Definition:
    return Definition(
        code="thing",
        title="Things",
        clause="8.1",
        version="1",
        purpose="Do things.",
        sipoc=Sipoc(),
        raci=(),
        policies=("Do.",),
        roles=(ProcessRole("DO", "Doer"),),
        states=tuple(states),
        conditions=(),
        transitions=tuple(transitions),
        measures=(Measure("m", "M", "a ÷ b", "%", Direction.UP, MeasureKind.EFFECTIVENESS),),
    )
