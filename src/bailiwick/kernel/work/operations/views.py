"""Saved views of lists: kept under a name, changed, shared with teams or all of the staff, and put into an order."""

from collections.abc import Collection, Sequence

from django.db import IntegrityError, transaction

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid, Refused
from bailiwick.kernel.identity.models import Team
from bailiwick.kernel.ledger.operation import operation
from bailiwick.kernel.work.models import SavedView, ViewPlace, ViewTeam
from bailiwick.kernel.work.texts import line

NAME_LENGTH = 60
QUERY_LENGTH = 2000


def save_view(
    page: str, name: str, *, by: Actor, query: str, is_shared: bool = False, teams: Collection[Team] = ()
) -> SavedView:
    """Keep a list's filters under a name, for oneself or shared; the same name again replaces them."""
    called = line(name, "name", length=NAME_LENGTH)
    _check_sharing(by, is_shared, teams)
    with operation("view.save", by=by) as op:
        view, _ = SavedView.objects.update_or_create(
            page=page,
            person_id=by.person_id or 0,
            name=called,
            defaults={"query": query[:QUERY_LENGTH], "is_shared": is_shared},
        )
        _share(view, teams)
        op.about(view)
    return view


def revise_view(
    view: SavedView, *, by: Actor, name: str, query: str, is_shared: bool, teams: Collection[Team]
) -> SavedView:
    """Change one's own view; raises Invalid when another of one's views of the list has the name."""
    called = line(name, "name", length=NAME_LENGTH)
    _check_sharing(by, is_shared, teams)
    with operation("view.revise", by=by, subject=view) as op:
        op.subject.name, op.subject.query, op.subject.is_shared = called, query[:QUERY_LENGTH], is_shared
        try:
            with transaction.atomic():
                op.subject.save(update_fields=["name", "query", "is_shared"])
        except IntegrityError as error:
            raise Invalid({"name": "Another of your views has this name."}) from error
        _share(op.subject, teams)
    return op.subject


def remove_view(view: SavedView, *, by: Actor) -> None:
    """Forget one's own saved view."""
    with operation("view.remove", by=by, subject=view) as op:
        ViewTeam.objects.filter(view_id=op.subject.pk).delete()
        ViewPlace.objects.filter(view_id=op.subject.pk).delete()
        SavedView.objects.filter(pk=op.subject.pk).delete()


def arrange_views(views: Sequence[SavedView], *, by: Actor, usual: SavedView | None) -> None:
    """Put views into this order for oneself; the list opens with `usual`, which may be none of them."""
    if usual is not None and usual not in views:
        raise Invalid({"usual": "Choose one of the views."})
    with operation("view.arrange", by=by):
        ViewPlace.objects.filter(person_id=by.person_id or 0, view__in=views).delete()
        ViewPlace.objects.bulk_create(
            ViewPlace(view=view, person_id=by.person_id or 0, position=place, is_usual=view == usual)
            for place, view in enumerate(views, start=1)
        )


def _check_sharing(by: Actor, is_shared: bool, teams: Collection[Team]) -> None:
    if (is_shared or teams) and by.is_outsider:
        raise Refused("Only the staff shares views.")


def _share(view: SavedView, teams: Collection[Team]) -> None:
    wanted = {team.pk for team in teams}
    held = set(ViewTeam.objects.filter(view=view).values_list("team_id", flat=True))
    ViewTeam.objects.filter(view=view, team_id__in=held - wanted).delete()
    ViewTeam.objects.bulk_create(ViewTeam(view=view, team_id=team) for team in sorted(wanted - held))
