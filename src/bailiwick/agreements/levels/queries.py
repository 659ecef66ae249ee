"""The agreements somebody may see, and the one that holds for a piece of work."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import orjson
from django.db.models import Q, QuerySet

from bailiwick.agreements.levels.models import Agreement
from bailiwick.agreements.levels.types import TargetTerms, Terms
from bailiwick.kernel.base import statements, tenant
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.together import asked_once, is_open
from bailiwick.kernel.identity.queries import found

# Days are those of the calendar's zone, which only Python's time zone database is sure to know: a day more at both
# ends is read, most specific and latest first.
# One value, which a statement may ask for beside its own; organization, service, customer and day are $1 to $4.
CANDIDATES = """
(select coalesce(jsonb_agg(jsonb_build_array(a.id, a.name, a.version, v.id, v.zone, a.valid_from, a.valid_to,
        (select coalesce(jsonb_agg(jsonb_build_array(t.metric, t.priority, t.within_minutes, t.warn_percent)), '[]')
         from agreements_serviceleveltarget t where t.agreement_id = a.id))
    order by a.service_id is not null desc, a.party_id is not null desc, a.valid_from desc, a.id desc), '[]')::text
from agreements_agreement a
join calendar_servicecalendar c on c.id = a.calendar_id
join calendar_calendarversion v on v.id = c.current_id
where a.organization_id = $1::bigint
    and (a.service_id = $2::bigint or a.service_id is null) and (a.party_id = $3::bigint or a.party_id is null)
    and ($4::date is null or a.valid_from <= $4::date + 1)
    and ($4::date is null or a.valid_to is null or a.valid_to >= $4::date - 1))
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An agreement with the days of its validity, which are those of its calendar's time zone."""

    terms: Terms
    zone: ZoneInfo
    valid_from: date
    valid_to: date | None

    def holds(self, at: datetime) -> bool:
        """Whether the agreement is valid at an instant."""
        day = at.astimezone(self.zone).date()
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Agreed:
    """The agreements that may hold for a service and a customer, the most specific and the latest first."""

    candidates: tuple[Candidate, ...]

    def at(self, at: datetime) -> Terms | None:
        """The one that holds at an instant, or None."""
        return next((one.terms for one in self.candidates if one.holds(at)), None)


def agreement_for(service_id: int | None, party_id: int | None, at: datetime) -> Terms | None:
    """The agreement that holds for a service and a customer at an instant, or None; one query.

    The most specific one: for both, for the service, for the customer, for all; then the one valid from the latest
    day, then the one made last. The days of its validity are those of its calendar's time zone.
    """
    day = None if is_open() else at.astimezone(UTC).date()
    return _agreed(service_id, party_id, day).at(at)


def agreed(service_id: int | None, party_id: int | None) -> Agreed:
    """All agreements that may hold for a service and a customer, to ask about many instants; one query."""
    return _agreed(service_id, party_id, None)


@asked_once
def _agreed(service_id: int | None, party_id: int | None, day: date | None) -> Agreed:
    [(candidates,)] = statements.rows(f"select {CANDIDATES}", [tenant.current(), service_id, party_id, day])
    return read_candidates(candidates)


def read_candidates(candidates: str) -> Agreed:
    """What a statement was answered to CANDIDATES."""
    return Agreed(
        tuple(
            Candidate(
                Terms(key, name, version, calendar, _terms(targets)),
                ZoneInfo(zone),
                date.fromisoformat(valid_from),
                date.fromisoformat(valid_to) if valid_to else None,
            )
            for key, name, version, calendar, zone, valid_from, valid_to, targets in orjson.loads(candidates)
        )
    )


def visible_agreements(actor: Actor) -> QuerySet[Agreement]:
    """Staff who may read see all agreements, or those of the services and customers they may read; a party's people
    see those with their party. Ordered by (name_key, id).
    """
    agreements = Agreement.objects.select_related("service", "party", "calendar").order_by("name_key", "id")
    if actor.is_outsider:
        return agreements.filter(party_id=actor.party_id or 0)
    if actor.may("agreement.read"):
        return agreements
    scopes = [s for s in actor.scopes_for("agreement.read") if actor.may("agreement.read", frozenset({s}))]
    services = [of for kind, of in scopes if kind == "service"]
    parties = [of for kind, of in scopes if kind == "party"]
    return agreements.filter(Q(service_id__in=services) | Q(party_id__in=parties))


def agreement(actor: Actor, pk: int) -> Agreement:
    """One agreement; raises NotFound when there is none for the actor."""
    return found(visible_agreements(actor), pk)


def _terms(targets: list[tuple[str, int, int, int]]) -> dict[tuple[str, int], TargetTerms]:
    return {
        (metric, priority): TargetTerms(within_minutes, warn_percent)
        for metric, priority, within_minutes, warn_percent in targets
    }
