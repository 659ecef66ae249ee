"""Arrange dashboards and write notes on their charts."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Q

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.figures.models import Annotation, Dashboard
from bailiwick.kernel.figures.parts import WIDTHS, Placed, known
from bailiwick.kernel.figures.policies import is_own
from bailiwick.kernel.identity.models import Person, Team
from bailiwick.kernel.ledger import policies
from bailiwick.kernel.ledger.operation import Operation, operation
from bailiwick.kernel.work.texts import body

NOTE_LENGTH = 300


def arrange_dashboard(
    page: str, parts: Sequence[Placed], *, by: Actor, team: Team | None = None, for_everybody: bool = False
) -> Dashboard:
    """Choose and order the parts of one's own dashboard, of a team's, or of the one for everybody."""
    _check(page, parts)
    person_id = None if team or for_everybody else by.person_id
    wanted = Dashboard(page=page, person_id=person_id, team=team, organization_id=by.organization_id)
    if is_own(by, wanted):
        policies.require(by, "dashboard.arrange", wanted)
        with operation("dashboard.arrange", by=by) as op:
            return _placed(wanted, parts, op)
    policies.require(by, "dashboard.share", wanted)
    with operation("dashboard.share", by=by) as op:
        return _placed(wanted, parts, op)


def _placed(wanted: Dashboard, parts: Sequence[Placed], op: Operation[Any]) -> Dashboard:
    """Keep the parts of a dashboard, in the one that there is or in the wanted one."""
    same = Dashboard.objects.filter(Q(person_id=wanted.person_id), page=wanted.page, team=wanted.team)
    found = same.select_for_update().first()
    dashboard = found or wanted
    dashboard.version += 1 if found else 0
    dashboard.parts = [[one.code, one.width] for one in parts]
    dashboard.save()
    op.about(dashboard)
    return dashboard


def reset_dashboard(dashboard: Dashboard, *, by: Actor) -> None:
    """Give an arrangement up, so that the one behind it is shown again."""
    if is_own(by, dashboard):
        with operation("dashboard.arrange", by=by, subject=dashboard) as op:
            _dropped(op)
        return
    with operation("dashboard.share", by=by, subject=dashboard) as op:
        _dropped(op)


def _dropped(op: Operation[Any]) -> None:
    op.facts["reset"] = True
    Dashboard.objects.filter(pk=op.subject.pk).delete()


def add_annotation(page: str, on: date, text: str, *, by: Actor, is_public: bool = False) -> Annotation:
    """Write a dated note on the charts of a page; customers see it when it is public."""
    said = body(text, "text", needed=True)
    if len(said) > NOTE_LENGTH:
        raise Invalid({"text": f"At most {NOTE_LENGTH} characters."})
    with operation("annotation.add", by=by) as op:
        noted = Annotation.objects.create(
            page=page, on=on, text=said, is_public=is_public, by_id=by.person_id
        )
        op.about(noted)
    return noted


def withdraw_annotation(annotation: Annotation, *, by: Actor) -> None:
    """Take a note back; the ledger keeps it."""
    with operation("annotation.withdraw", by=by, subject=annotation) as op:
        op.subject.withdrawn_at = clock.now()
        op.subject.save(update_fields=["withdrawn_at"])


def arranging_verb(by: Actor, dashboard: Dashboard) -> str:
    """Which verb it takes to arrange a dashboard: one's own and one's teams' take another than the others."""
    return "dashboard.arrange" if is_own(by, dashboard) else "dashboard.share"


def _check(page: str, parts: Sequence[Placed]) -> None:
    codes = [one.code for one in parts]
    if not codes:
        raise Invalid({"parts": "Choose at least one part."})
    if len(set(codes)) < len(codes):
        raise Invalid({"parts": "Each part can stand on a dashboard once."})
    unknown = [code for code in codes if code not in known(page)]
    if unknown:
        raise Invalid({"parts": f"There is no part {unknown[0]}."})
    if any(one.width not in WIDTHS for one in parts):
        raise Invalid({"parts": f"A part's width is one of {', '.join(WIDTHS)}."})


def forget_dashboards(person: Person) -> None:
    """Within an erasure: nobody looks at what they arranged for themselves."""
    Dashboard.objects.filter(person=person).delete()


def own_dashboards(person: Person) -> int:
    """How many a person arranged for themselves."""
    return Dashboard.objects.filter(person=person).count()


def notes_by(person: Person) -> int:
    """How many notes on figures a person wrote."""
    return Annotation.objects.filter(by=person).count()
