"""Outcomes follow from population, exceptions, kind and severity, and "met" is never the default."""

from datetime import UTC, datetime

import pytest

from bailiwick.kernel.base import tenant
from bailiwick.kernel.evidence.judging import conclude, judge
from bailiwick.kernel.evidence.types import (
    Examination,
    Fault,
    Outcome,
    Period,
    Population,
    Requirement,
    Severity,
)
from bailiwick.kernel.identity.models import Person
from tests.cast import Cast

PERIOD = Period(datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))


def duty(population: Population, severity: Severity = Severity.MINOR) -> Requirement:
    return Requirement("R0-01", "0", "T", "t", "record", "auto", population, severity, "")


@pytest.mark.parametrize(
    ("population", "outcome"),
    [
        (Population.STANDING, Outcome.NOT_MET),
        (Population.ROUTINE, Outcome.NOT_ASSESSED),
        (Population.RARE, Outcome.NOT_EXERCISED),
    ],
)
def test_nothing_found_means_what_the_kind_says(cast: Cast, population: Population, outcome: Outcome) -> None:
    with tenant.scope(cast.organization.id):
        assert conclude(duty(population), PERIOD, Examination(Person.objects.none())).outcome is outcome


@pytest.mark.parametrize(
    ("failing", "severity", "outcome"),
    [
        (0, Severity.MAJOR, Outcome.MET),
        (1, Severity.MINOR, Outcome.PARTLY),
        (1, Severity.MAJOR, Outcome.NOT_MET),
        (2, Severity.MINOR, Outcome.NOT_MET),
    ],
)
def test_few_exceptions_are_partly_unless_the_duty_is_major(
    cast: Cast, failing: int, severity: Severity, outcome: Outcome
) -> None:
    with tenant.scope(cast.organization.id):
        from bailiwick.kernel.identity.operations import add_person

        for number in range(20 - Person.objects.count()):
            add_person(f"Extra {number}", by=cast.ada)
        everybody = Person.objects.all()
        fails = Person.objects.filter(pk__in=list(everybody.values_list("pk", flat=True)[:failing]))
        faults = (Fault("one way", fails), Fault("another way", fails))
        found = conclude(duty(Population.ROUTINE, severity), PERIOD, Examination(everybody, faults))
    assert (found.outcome, found.population, found.exceptions) == (outcome, 20, failing)


def test_without_a_rule_nothing_is_assessed(cast: Cast) -> None:
    with tenant.scope(cast.organization.id):
        assert judge(duty(Population.STANDING), PERIOD).outcome is Outcome.NOT_ASSESSED
