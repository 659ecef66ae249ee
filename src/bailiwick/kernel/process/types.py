"""What a process definition says: frozen data, from a `process.yaml` or an organization's own version.

Field metadata tells the reader and writer in `loading`: `key` is the name in the file where it differs from
the attribute, `single` that a list of one is written as its only item. A class with `SHORT` may be written as
the plain text of that field.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import ClassVar

START = "start"
SAME = "same"
ANY = "any"
ACTIVE = "active"
RESERVED = frozenset({START, SAME, ANY, ACTIVE})

# Roles nobody is appointed to: what a person is to this one record, everybody, or the product itself.
RELATIONS = frozenset({"anyone", "reporter", "assignee", "system"})


class Category(StrEnum):
    """What a state means to the clocks, whatever it is called."""

    OPEN = "open"
    PAUSED = "paused"
    RESOLVED = "resolved"
    CLOSED = "closed"


ACTIVE_CATEGORIES = frozenset({Category.OPEN, Category.PAUSED})


class Direction(StrEnum):
    """Which way a measure should move."""

    UP = "up"
    DOWN = "down"
    NEITHER = "neither"


class MeasureKind(StrEnum):
    """What a measure is about."""

    EFFECTIVENESS = "effectiveness"
    EFFICIENCY = "efficiency"
    COMPLIANCE = "compliance"
    SATISFACTION = "satisfaction"


class ApprovalMode(StrEnum):
    """How an approval is reached."""

    INDIVIDUAL = "individual"
    BOARD = "board"
    PRE_AUTHORISED = "pre_authorised"
    POLICY_GATE = "policy_gate"


class Flow(StrEnum):
    """Whether an item goes to the other process or comes from it."""

    TO = "to"
    FROM = "from"


@dataclass(frozen=True)
class Activity:
    """A step of the process as people speak of it, with the requirements it serves."""

    code: str
    title: str
    description: str = ""
    requirements: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sipoc:
    """Who supplies what, which steps turn it into what, and for whom."""

    suppliers: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    steps: tuple[Activity, ...] = ()
    outputs: tuple[str, ...] = ()
    customers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Responsibility:
    """The RACI row of one activity: role codes by letter."""

    activity: str
    responsible: tuple[str, ...] = field(default=(), metadata={"key": "R"})
    accountable: tuple[str, ...] = field(default=(), metadata={"key": "A"})
    consulted: tuple[str, ...] = field(default=(), metadata={"key": "C"})
    informed: tuple[str, ...] = field(default=(), metadata={"key": "I"})

    def letters(self) -> Mapping[str, tuple[str, ...]]:
        """The role codes under R, A, C and I."""
        return {"R": self.responsible, "A": self.accountable, "C": self.consulted, "I": self.informed}


@dataclass(frozen=True)
class ProcessRole:
    """A role that acts in the process."""

    code: str
    title: str


@dataclass(frozen=True)
class State:
    """A state of the work item; `requirements` are those that would not be served without it."""

    name: str
    title: str
    category: Category
    initial: bool = False
    description: str = ""
    requirements: tuple[str, ...] = ()


@dataclass(frozen=True)
class Condition:
    """A named fact that must hold; `text` is what a person reads when it does not."""

    name: str
    text: str


@dataclass(frozen=True)
class Target:
    """Where a transition may lead; chosen when all facts in `when` hold, at once when there are none."""

    SHORT: ClassVar[str] = "state"

    state: str
    when: tuple[str, ...] = ()


@dataclass(frozen=True)
class Transition:
    """One arrangement of a verb: from which states it may be used, by whom, with what, and where it leads.

    `origins` are states, START (the verb creates the item), ANY or ACTIVE (every open or paused state); a
    state that is named counts before one that is meant. A target may be SAME (the verb does not move).
    `conditions` name conditions, `fields` what must be given.
    """

    verb: str
    title: str
    origins: tuple[str, ...] = field(metadata={"key": "from", "single": True})
    targets: tuple[Target, ...] = field(metadata={"key": "to", "single": True})
    roles: tuple[str, ...]
    fields: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    reason: bool = False
    description: str = ""
    requirements: tuple[str, ...] = ()


@dataclass(frozen=True)
class Approval:
    """Consent that a verb needs first, by `quorum` people in one of the roles."""

    code: str
    title: str
    verb: str
    roles: tuple[str, ...]
    quorum: int = 1
    mode: ApprovalMode = ApprovalMode.INDIVIDUAL
    requirements: tuple[str, ...] = ()

    @property
    def fact(self) -> str:
        """The name of the fact that says it was given."""
        return f"approval.{self.code}"


@dataclass(frozen=True)
class Measure:
    """How well the process does; the formula is text for people, in the product's own names."""

    code: str
    name: str
    formula: str
    unit: str
    direction: Direction
    kind: MeasureKind


@dataclass(frozen=True)
class Interface:
    """What passes between this process and another."""

    process: str
    item: str
    direction: Flow = Flow.TO


@dataclass(frozen=True)
class Definition:
    """A process in one version: everything a person must know of it and the interpreter needs to run it."""

    code: str
    title: str
    clause: str
    version: str
    purpose: str
    sipoc: Sipoc
    raci: tuple[Responsibility, ...]
    policies: tuple[str, ...]
    roles: tuple[ProcessRole, ...]
    states: tuple[State, ...]
    conditions: tuple[Condition, ...]
    transitions: tuple[Transition, ...]
    measures: tuple[Measure, ...]
    approvals: tuple[Approval, ...] = ()
    interfaces: tuple[Interface, ...] = ()

    @cached_property
    def state_by_name(self) -> Mapping[str, State]:
        """The states by their code."""
        return {state.name: state for state in self.states}

    @cached_property
    def condition_text(self) -> Mapping[str, str]:
        """What each condition says."""
        return {condition.name: condition.text for condition in self.conditions}

    @cached_property
    def initial(self) -> str:
        """The state in which an item begins when nothing more is known of it."""
        return next(state.name for state in self.states if state.initial)

    @cached_property
    def table(self) -> Mapping[str, Mapping[str, Transition]]:
        """State (or START) → verb → transition: the compiled form that the interpreter reads.

        A transition that names a state comes before one that means it by ANY or ACTIVE.
        """
        table: dict[str, dict[str, Transition]] = {START: {}, **{state.name: {} for state in self.states}}
        for named in (True, False):
            for transition in self.transitions:
                for state in self.origins_of(transition, named=named):
                    table[state].setdefault(transition.verb, transition)
        return table

    @cached_property
    def approvals_by_verb(self) -> Mapping[str, tuple[Approval, ...]]:
        """The approvals each verb waits for."""
        verbs = dict.fromkeys(approval.verb for approval in self.approvals)
        return {verb: tuple(a for a in self.approvals if a.verb == verb) for verb in verbs}

    @property
    def verbs(self) -> tuple[str, ...]:
        """The verbs of the process in the order of its transitions."""
        return tuple(dict.fromkeys(transition.verb for transition in self.transitions))

    def serving(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The paths of steps, states, transitions and approvals with the requirements each serves."""
        parts: Mapping[str, tuple[Activity | State | Transition | Approval, ...]] = {
            "sipoc.steps": self.sipoc.steps,
            "states": self.states,
            "transitions": self.transitions,
            "approvals": self.approvals,
        }
        return tuple(
            (f"{name}[{number}]", part.requirements)
            for name, items in parts.items()
            for number, part in enumerate(items)
            if part.requirements
        )

    @property
    def requirements(self) -> tuple[str, ...]:
        """The requirements that the process serves, each once, in order."""
        return tuple(sorted({requirement for _, ids in self.serving() for requirement in ids}))

    def origins_of(self, transition: Transition, *, named: bool) -> tuple[str, ...]:
        """START and the states that the transition names, or else those that it means by ANY and ACTIVE."""
        origins = set(transition.origins)
        if named:
            return tuple(name for name in (START, *self.state_by_name) if name in origins)
        meant = set(Category) if ANY in origins else ACTIVE_CATEGORIES if ACTIVE in origins else set()
        return tuple(state.name for state in self.states if state.category in meant)

    def states_before(self, transition: Transition) -> tuple[str, ...]:
        """START and the states from which the verb takes just this transition, in their order."""
        return tuple(state for state, verbs in self.table.items() if verbs.get(transition.verb) is transition)

    def moves(self) -> tuple[tuple[str, str, str], ...]:
        """Every designed move as (from, verb, to), also those that stay where they are."""
        return tuple(
            dict.fromkeys(
                (state, transition.verb, state if target.state == SAME else target.state)
                for transition in self.transitions
                for state in self.states_before(transition)
                for target in transition.targets
            )
        )
