"""Wholes and their parts: circles, cascades, and a whole that closes over open parts."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.base.errors import Invalid, Refused
from bailiwick.kernel.ledger.operation import operation
from bailiwick.kernel.work.links import PART_OF
from bailiwick.kernel.work.models import Comment
from bailiwick.kernel.work.operations import link
from bailiwick.kernel.work.relations.operations import adopt_item, release_item
from bailiwick.resolution.incidents import operations as incidents
from bailiwick.resolution.incidents import queries
from bailiwick.resolution.incidents.models import Incident
from bailiwick.resolution.incidents.rules import CONFIRM_WITHIN
from bailiwick.resolution.incidents.tasks import close_unanswered_of
from bailiwick.resolution.relations.operations import close_with_parts, comment_with_parts, resolve_with_parts
from tests.cast import Cast
from tests.routes.incidents import logged


def now(cast: Cast, incident: Incident) -> Incident:
    with tenant.scope(cast.organization.id):
        return Incident.objects.get(pk=incident.pk)


def family(cast: Cast) -> tuple[Incident, Incident, Incident]:
    """A whole, its part, and a part of that, of which little is known."""
    whole, part = logged(cast), logged(cast)
    bare = incidents.log_incident(incidents.Report(title="Lane 3 too"), by=cast.sam)
    adopt_item(part, by=cast.sam, parent=whole)
    adopt_item(bare, by=cast.sam, parent=part)
    return whole, part, bare


def test_a_circle_is_refused_by_the_operation_and_by_the_database(cast: Cast) -> None:
    whole, part, bare = family(cast)
    for parent, item in ((bare, whole), (part, whole), (whole, whole)):
        with pytest.raises(Invalid, match="parent"):
            adopt_item(item, by=cast.sam, parent=parent)
    with pytest.raises(IntegrityError, match="circle"), operation("work.adopt", by=cast.sam, subject=whole):
        link(whole, PART_OF, bare)


def test_an_item_is_a_part_of_one_whole_at_most(cast: Cast) -> None:
    whole, part, bare = family(cast)
    adopt_item(bare, by=cast.sam, parent=whole)
    with tenant.scope(cast.organization.id):
        labels = [(one.label, one.other.pk) for one in queries.linked(cast.sam, bare)]
    assert labels == [("Part of", whole.pk)]
    release_item(bare, by=cast.sam)
    with pytest.raises(Invalid, match="no part"):
        release_item(bare, by=cast.sam)
    with pytest.raises(Refused):
        adopt_item(part, by=cast.cora, parent=whole)


def test_parts_follow_the_resolution_by_choice(cast: Cast) -> None:
    whole, part, bare = family(cast)
    how: dict[str, Any] = {"by": cast.sam, "resolution": "Cable", "closure_code": "fixed", "note": "Looked"}
    with pytest.raises(Invalid, match="INC-"):
        resolve_with_parts(whole, parts="refuse", **how)
    resolve_with_parts(whole, parts="follow", **how)
    assert [now(cast, one).resolution for one in (whole, part, bare)] == ["Cable"] * 3
    assert now(cast, bare).priority == whole.priority


def test_a_whole_does_not_close_over_open_parts_unless_they_follow(cast: Cast) -> None:
    whole, part, bare = family(cast)
    resolve_with_parts(whole, by=cast.sam, resolution="Cable", closure_code="fixed", note="Looked")
    with pytest.raises(Invalid, match="Still open below it: INC-"):
        close_with_parts(whole, by=cast.sam, is_confirmed=True)
    with pytest.raises(Invalid, match="Still open"):
        incidents.close_incident(whole, by=cast.sam, is_confirmed=True)
    assert now(cast, whole).state == "resolved"
    close_with_parts(whole, by=cast.sam, is_confirmed=True, parts="follow")
    assert [now(cast, one).state for one in (whole, part, bare)] == ["closed"] * 3


def test_nothing_happens_when_one_part_cannot_follow(cast: Cast) -> None:
    whole, part, _ = family(cast)
    bare = incidents.log_incident(incidents.Report(title="All of it"), by=cast.sam)
    adopt_item(whole, by=cast.sam, parent=bare)
    with pytest.raises(Invalid, match=r"INC-\d+ cannot follow: service"):
        resolve_with_parts(
            bare, by=cast.sam, parts="follow", resolution="Cable", closure_code="fixed", note="x"
        )
    assert now(cast, part).is_live


def test_the_job_passes_over_what_has_open_parts(cast: Cast) -> None:
    whole, part, _ = family(cast)
    resolve_with_parts(whole, by=cast.sam, resolution="Cable", closure_code="fixed", note="Looked")
    with time_machine.travel(clock.now() + CONFIRM_WITHIN + timedelta(minutes=1)):
        assert close_unanswered_of(cast.organization.id) == 0
        release_item(part, by=cast.sam)
        assert close_unanswered_of(cast.organization.id) == 1


def test_an_answer_can_be_passed_on(cast: Cast) -> None:
    whole, part, bare = family(cast)
    comment_with_parts(whole, by=cast.sam, text="A technician comes.", pass_on=True)
    with tenant.scope(cast.organization.id):
        found = Comment.objects.filter(item_id__in=[whole.pk, part.pk, bare.pk], is_public=True)
        assert found.count() == 3
