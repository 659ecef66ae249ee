"""The incidents behind each mark of a chart."""

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Case, DurationField, ExpressionWrapper, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import ExtractHour, ExtractIsoWeekDay

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.errors import NotFound
from bailiwick.kernel.evidence.types import Period
from bailiwick.kernel.figures.rollups import zone_here
from bailiwick.kernel.work.models import Clock, WorkItem
from bailiwick.resolution.figures.limits import Limit
from bailiwick.resolution.incidents.measures import FIRST_CONTACT, MET, MISSED, REOPENED, open_at, resolved_in
from bailiwick.resolution.incidents.models import Incident
from bailiwick.resolution.incidents.queries import KIND

AGES = (
    ("under 1 day", 0, 1),
    ("1–3 days", 1, 3),
    ("3–7 days", 3, 7),
    ("1–2 weeks", 7, 14),
    ("2–4 weeks", 14, 28),
    ("4–13 weeks", 28, 91),
    ("13+ weeks", 91, None),
)
Found = QuerySet[Incident]


def age_class(at: datetime) -> Case:
    """The number of an incident's class of age at an instant."""
    whens = [
        When(opened_at__gt=at - timedelta(days=until), then=Value(number))
        for number, (_, _, until) in enumerate(AGES)
        if until is not None
    ]
    return Case(*whens, default=Value(len(AGES) - 1), output_field=IntegerField())


def by_age(limit: Limit, at: datetime) -> QuerySet[WorkItem]:
    """The incidents open at an instant, with their class of age then."""
    found = WorkItem.objects.filter(limit.condition, _open_at(at), kind=KIND)
    return found.annotate(age=age_class(at)).order_by()


def _open_at(at: datetime) -> Q:
    # Live incidents have an index of their own, and nothing resolved can be resolved after now.
    return Q(is_live=True) if at >= clock.now() else open_at(at)


def _opened(period: Period) -> Q:
    return Q(opened_at__gte=period.start, opened_at__lt=period.end)


def _clocked(period: Period, states: Q) -> Found:
    clocks = Clock.objects.filter(states, metric="resolution")
    return Incident.objects.filter(resolved_in(period), pk__in=clocks.values("item_id"))


def _hour(period: Period, key: str) -> Found:
    """`key` is the hour of the week, from Monday's first."""
    hour, zone = _whole(key, 7 * 24), _zone()
    found = Incident.objects.filter(_opened(period)).annotate(
        at_hour=ExtractHour("opened_at", tzinfo=zone), at_weekday=ExtractIsoWeekDay("opened_at", tzinfo=zone)
    )
    return found.filter(at_hour=hour % 24, at_weekday=hour // 24 + 1)


def _aged(period: Period, key: str) -> Found:
    """`key` is the number of the class of age, with a state before it where only that state is meant."""
    state, _, number = key.rpartition(".")
    at = min(period.end, clock.now())
    found = Incident.objects.filter(open_at(period.end)).annotate(age=age_class(at))
    found = found.filter(age=_whole(number, len(AGES)))
    return found.filter(state=state) if state else found


def _slow(period: Period, key: str) -> Found:
    """`key` is a duration's name and the seconds that it took at least."""
    name, _, text = key.partition(".")
    seconds = _whole(text, 10**10)
    if name in ("respond", "resolve"):
        end = "responded_at" if name == "respond" else "resolved_at"
        took = ExpressionWrapper(F(end) - F("opened_at"), output_field=DurationField())
        within = _opened(period) if name == "respond" else resolved_in(period)
        return (
            Incident.objects.filter(within).annotate(took=took).filter(took__gte=timedelta(seconds=seconds))
        )
    if name not in ("respond_open", "resolve_open"):
        raise NotFound("There are no such figures.")
    is_response = name == "respond_open"
    clocks = Clock.objects.filter(
        metric="response" if is_response else "resolution", elapsed_seconds__gte=seconds
    )
    clocks = clocks.filter(MET | MISSED) if is_response else clocks
    within = _opened(period) if is_response else resolved_in(period)
    return Incident.objects.filter(within, pk__in=clocks.values("item_id"))


_POPULATIONS: dict[str, tuple[str, Callable[[Period, str], Found]]] = {
    "opened": ("opened", lambda period, _: Incident.objects.filter(_opened(period))),
    "resolved": ("resolved", lambda period, _: Incident.objects.filter(resolved_in(period))),
    "met": ("resolved within their target", lambda period, _: _clocked(period, MET)),
    "missed": ("resolved past their target", lambda period, _: _clocked(period, MISSED)),
    "reopened": (
        "resolved after having been reopened",
        lambda period, _: Incident.objects.filter(resolved_in(period), REOPENED),
    ),
    "first_contact": (
        "resolved by the first team",
        lambda period, _: Incident.objects.filter(resolved_in(period), FIRST_CONTACT),
    ),
    "reassigned": (
        "resolved after having changed teams",
        lambda period, _: Incident.objects.filter(resolved_in(period)).exclude(FIRST_CONTACT),
    ),
    "backlog": ("open at the end", lambda period, _: Incident.objects.filter(open_at(period.end))),
    "clocked": (
        "resolved under a target",
        lambda period, _: Incident.objects.filter(
            resolved_in(period), pk__in=Clock.objects.filter(metric="resolution").values("item_id")
        ),
    ),
    "hour": ("opened at this hour of the week", _hour),
    "age": ("of this age at the end", _aged),
    "slow": ("that took as long as the percentile, or longer", _slow),
}


def population(code: str, key: str, limit: Limit, period: Period) -> tuple[str, Found]:
    """What a mark counts, in words, and the incidents of a limit that it counts. Raises NotFound."""
    if code not in _POPULATIONS:
        raise NotFound("There are no such figures.")
    words, found = _POPULATIONS[code]
    return words, found(period, key).filter(limit.condition)


def _whole(text: str, end: int) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 12 and int(text) < end):
        raise NotFound("There are no such figures.")
    return int(text)


def _zone() -> ZoneInfo:
    return ZoneInfo(zone_here())
