"""Within an erasure: what somebody arranged for themselves around the work goes; the work stays."""

from django.db.models import Exists, OuterRef, QuerySet

from bailiwick.kernel.identity.models import Person
from bailiwick.kernel.work.models import SavedView, ViewPlace, ViewTeam, Watcher


def forget_watching(person: Person) -> None:
    """Nobody is told of the work any more."""
    Watcher.objects.filter(person=person).delete()


def watched(person: Person) -> int:
    """How much work the person watches."""
    return Watcher.objects.filter(person=person).count()


def forget_views(person: Person) -> None:
    """Views that others see too stay, without the name."""
    ViewPlace.objects.filter(person=person).delete()
    alone = list(_alone(person).values_list("pk", flat=True))
    ViewPlace.objects.filter(view_id__in=alone).delete()
    SavedView.objects.filter(pk__in=alone).delete()


def own_views(person: Person) -> int:
    """How many views nobody else sees."""
    return _alone(person).count()


def _alone(person: Person) -> QuerySet[SavedView]:
    shared = ViewTeam.objects.filter(view_id=OuterRef("pk"))
    return SavedView.objects.filter(~Exists(shared), person=person, is_shared=False)
