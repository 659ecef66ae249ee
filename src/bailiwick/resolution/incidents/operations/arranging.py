"""Arrange the process: categories, the priority matrix, the shipped definition."""

from collections.abc import Mapping
from pathlib import Path

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid, Stale
from bailiwick.kernel.identity.fields import unique
from bailiwick.kernel.ledger import races
from bailiwick.kernel.ledger.operation import operation
from bailiwick.kernel.process import loading
from bailiwick.kernel.process.operations import publish_process
from bailiwick.kernel.process.types import Definition
from bailiwick.kernel.work.texts import line
from bailiwick.resolution.incidents.models import Category, PriorityMatrix

PROCESS_FILE = Path(__file__).parent.parent / "process.yaml"
# Domain 16: P1 = hh, P2 = hm mh, P3 = hl mm lh, P4 = ml lm, P5 = ll; keys are impact and urgency, 1 high … 3 low.
DEFAULT_MATRIX = {"11": 1, "12": 2, "21": 2, "13": 3, "22": 3, "31": 3, "23": 4, "32": 4, "33": 5}
# The constraint, the field and what to say, for a name that is there already.
NAME = ("resolution_category_name", "name", "There is such a category already.")
DEFAULT_CATEGORIES = ("Access", "Hardware", "Software", "Network", "Data", "Facilities", "Other")


def shipped_process() -> Definition:
    """The incident process as it comes with the product."""
    return loading.load_file(PROCESS_FILE)


def set_up_incidents(*, by: Actor) -> None:
    """Give a new organization the shipped process, matrix and categories."""
    publish_process(shipped_process(), by=by)
    revise_matrix(DEFAULT_MATRIX, by=by)
    for name in DEFAULT_CATEGORIES:
        add_category(name, by=by)


def revise_matrix(
    cells: Mapping[str, int], *, by: Actor, expected_number: int | None = None
) -> PriorityMatrix:
    """Put a new priority matrix in force; incidents keep the version they were prioritized by.

    Raises Stale when the newest is not `expected_number`, or somebody put one in force at the same moment.
    """
    _check(cells)
    with operation("matrix.revise", by=by) as op:
        last = PriorityMatrix.objects.order_by("-number").first()
        newest = last.number if last else 0
        if expected_number is not None and newest != expected_number:
            raise _overtaken(expected_number, newest)
        with races.lost_to("resolution_matrix_number", _overtaken(newest, newest + 1)):
            matrix = PriorityMatrix.objects.create(number=newest + 1, cells=dict(cells))
        op.about(matrix)
    return matrix


def _overtaken(expected: int, actual: int) -> Stale:
    text = f"Somebody else put a priority matrix in force meanwhile: version {actual}."
    return Stale(text, expected=expected, actual=actual)


def _check(cells: Mapping[str, int]) -> None:
    wanted = {f"{impact}{urgency}" for impact in (1, 2, 3) for urgency in (1, 2, 3)}
    if set(cells) != wanted or not all(value in range(1, 6) for value in cells.values()):
        raise Invalid({"cells": "Every impact and urgency needs a priority from 1 to 5."})
    for key, value in cells.items():
        impact, urgency = int(key[0]), int(key[1])
        for milder in (f"{impact + 1}{urgency}", f"{impact}{urgency + 1}"):
            if milder in cells and cells[milder] < value:
                raise Invalid({"cells": "A milder incident cannot have a higher priority."})


def add_category(name: str, *, by: Actor, parent: Category | None = None) -> Category:
    """Add a class of incidents, below another if `parent` is given."""
    called = line(name, "name")
    with operation("category.add", by=by) as op:
        if Category.objects.filter(name=called, parent=parent).exists():
            raise Invalid({NAME[1]: NAME[2]})
        with unique(*NAME):
            category = Category.objects.create(name=called, parent=parent)
        op.about(category)
    return category


def revise_category(
    category: Category, *, by: Actor, name: str, expected_version: int | None = None
) -> Category:
    """Rename a category; what was classified so keeps it."""
    called = line(name, "name")
    with operation("category.revise", by=by, subject=category, expected_version=expected_version) as op:
        category = op.subject
        category.name = called
        category.version += 1
        with unique(*NAME):
            category.save(update_fields=["name", "version"])
    return category


def retire_category(category: Category, *, by: Actor, reason: str) -> Category:
    """Offer a category no more."""
    with operation("category.retire", by=by, subject=category, reason=line(reason, "reason")) as op:
        category = op.subject
        if category.retired_at is not None:
            raise Invalid({"": "The category is retired already."})
        category.retired_at = clock.now()
        category.version += 1
        category.save(update_fields=["retired_at", "version"])
    return category
