"""The agreements somebody may see, and the one that holds for a piece of work."""

import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Q, QuerySet

from bailiwick.agreements.levels.models import Agreement
from bailiwick.agreements.levels.types import TargetTerms, Terms
from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.identity.queries import found

# Days are those of the calendar's zone, which only Python's time zone database is sure to know: a day more at both
# ends is read, most specific and latest first.
_CANDIDATES = """
select a.id, a.name, a.version, v.id, v.zone, a.valid_from, a.valid_to,
    coalesce((select jsonb_agg(jsonb_build_array(t.metric, t.priority, t.within_minutes, t.warn_percent))
              from agreements_serviceleveltarget t where t.agreement_id = a.id), '[]'::jsonb)::text
from agreements_agreement a
join calendar_servicecalendar c on c.id = a.calendar_id
join calendar_calendarversion v on v.id = c.current_id
where a.organization_id = %(organization)s
    and (a.service_id = %(service)s or a.service_id is null) and (a.party_id = %(party)s or a.party_id is null)
    and a.valid_from <= %(day)s::date + 1 and (a.valid_to is null or a.valid_to >= %(day)s::date - 1)
order by (a.service_id is not null) desc, (a.party_id is not null) desc, a.valid_from desc, a.id desc
"""


def agreement_for(service_id: int | None, party_id: int | None, at: datetime) -> Terms | None:
    """The agreement that holds for a service and a customer at an instant, or None; one query.

    The most specific one: for both, for the service, for the customer, for all; then the one valid from the latest
    day, then the one made last. The days of its validity are those of its calendar's time zone.
    """
    parameters = {
        "organization": tenant.current(),
        "service": service_id,
        "party": party_id,
        "day": at.astimezone(UTC).date(),
    }
    with connection.cursor() as cursor:
        cursor.execute(_CANDIDATES, parameters)
        for key, name, version, calendar_version, zone, valid_from, valid_to, targets in cursor.fetchall():
            day = at.astimezone(ZoneInfo(zone)).date()
            if valid_from <= day and (valid_to is None or day <= valid_to):
                return Terms(key, name, version, calendar_version, _terms(targets))
    return None


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


def _terms(targets: str) -> dict[tuple[str, int], TargetTerms]:
    return {
        (metric, priority): TargetTerms(within_minutes, warn_percent)
        for metric, priority, within_minutes, warn_percent in json.loads(targets)
    }
