"""What a rule finds, and what follows from it for a requirement."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet


class Outcome(StrEnum):
    """How a requirement stands for a period; never "met" by default."""

    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not met"
    NOT_ASSESSED = "not assessed"
    NOT_EXERCISED = "not exercised"
    NOT_YET_DUE = "not yet due"
    ATTESTED = "attested"
    NOT_APPLICABLE = "not applicable"


class Population(StrEnum):
    """What an empty set of evidence means."""

    STANDING = "standing"
    ROUTINE = "routine"
    RARE = "rare"


class Severity(StrEnum):
    """The grade proposed when a requirement is wholly unmet."""

    MAJOR = "major"
    MINOR = "minor"
    OBSERVATION = "observation"


@dataclass(frozen=True, slots=True)
class Requirement:
    """One duty of a catalogue, in the product's own words."""

    id: str
    clause: str
    title: str
    text: str
    kind: str
    automation: str
    population: Population
    severity: Severity
    evidence: str
    hints: Mapping[str, str] = field(default_factory=dict)
    related: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` up to but not including `end`, both aware."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Fault:
    """One way of failing: the records that fail so, and what is wrong with them."""

    what: str
    records: QuerySet[Any]


@dataclass(frozen=True, slots=True)
class Examination:
    """What a rule found: the records it looked at, those that fail, and facts worth knowing.

    `unknown` says why nothing can be said, when that is so.
    """

    population: QuerySet[Any] | None
    faults: tuple[Fault, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    unknown: str = ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """How a requirement stands: counts, the first exceptions by reference, and the reason in a sentence."""

    requirement: str
    period: Period
    outcome: Outcome
    population: int
    exceptions: int
    reason: str
    faults: tuple[tuple[str, int], ...] = ()
    examples: tuple[str, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
