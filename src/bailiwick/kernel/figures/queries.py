"""Which dashboard somebody looks at, and the notes on its charts."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import NotFound
from bailiwick.kernel.figures.models import Annotation, Dashboard
from bailiwick.kernel.figures.parts import Placed, known, shipped

OWN, EVERYBODY = "own", "everybody"


@dataclass(frozen=True, slots=True)
class Arranged:
    """An arrangement as somebody sees it; `name` is "own", "everybody" or "team-ID", `stored` None as shipped."""

    name: str
    label: str
    parts: tuple[Placed, ...]
    stored: Dashboard | None


def dashboards(actor: Actor, page: str) -> list[Arranged]:
    """The arrangements that somebody can look at: their own, their teams', and the one for everybody, in this order."""
    seen = Q(person_id=actor.person_id or 0) | Q(person_id=None, team_id=None)
    if not actor.is_outsider:
        seen |= Q(team_id__in=actor.team_ids)
    found = list(
        Dashboard.objects.filter(seen, page=page).select_related("team").order_by("team__name", "id")
    )
    own = [_shown(one, OWN, "Yours", actor) for one in found if one.person_id]
    teams = [_shown(one, f"team-{one.team_id}", one.team.name, actor) for one in found if one.team]
    shared = next((one for one in found if not one.person_id and not one.team_id), None)
    return [*own, *teams, _shown(shared, EVERYBODY, "For everybody", actor, page)]


def dashboard(actor: Actor, page: str, name: str = "") -> Arranged:
    """The named arrangement, or the first that somebody has; raises NotFound."""
    return chosen(dashboards(actor, page), name)


def chosen(offered: list[Arranged], name: str) -> Arranged:
    """The one of a name among those that are offered, or the first without a name; raises NotFound."""
    found = next((one for one in offered if one.name == name), None) if name else offered[0]
    if found is None:
        raise NotFound("There is no such dashboard.")
    return found


def team_of(name: str) -> int:
    """The team's id in the name of its dashboard; raises NotFound."""
    digits = name.removeprefix("team-")
    if not (name.startswith("team-") and digits.isascii() and digits.isdigit() and len(digits) < 19):
        raise NotFound("There is no such dashboard.")
    return int(digits)


def _shown(stored: Dashboard | None, name: str, label: str, actor: Actor, page: str = "") -> Arranged:
    placed = tuple(Placed(*one) for one in stored.parts) if stored else shipped(page)
    parts = known(stored.page if stored else page)
    visible = tuple(
        one for one in placed if one.code in parts and not (actor.is_outsider and parts[one.code].is_internal)
    )
    return Arranged(name, label, visible, stored)


def annotations(actor: Actor, page: str, first: date, last: date) -> QuerySet[Annotation]:
    """The notes on a page's charts between two days, that somebody may see, in order."""
    found = Annotation.objects.filter(page=page, withdrawn_at=None, on__gte=first, on__lte=last)
    return (found.filter(is_public=True) if actor.is_outsider else found).order_by("on", "id")


def annotation(actor: Actor, page: str, pk: int) -> Annotation:
    """One note; raises NotFound."""
    found = annotations(actor, page, date.min, date.max).filter(pk=pk).first() if 0 < pk < 2**63 else None
    if found is None:
        raise NotFound("There is no such note.")
    return found
