"""Inform top management within the limit, tell audiences how it goes, and note what is late."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.base.actor import Actor, system_actor
from bailiwick.kernel.base.errors import BailiwickError, Invalid
from bailiwick.kernel.ledger.operation import operation
from bailiwick.kernel.work.texts import body, line
from bailiwick.major.incidents import queries
from bailiwick.major.incidents.events import MajorIncidentCommunicated, MajorIncidentDue
from bailiwick.major.incidents.models import Communication, MajorIncident
from bailiwick.major.incidents.operations.acting import Act, act
from bailiwick.resolution.incidents.operations import comment_incident

MEANS: Mapping[str, str] = {
    "phone": "By phone",
    "meeting": "In person",
    "mail": "By e-mail",
    "chat": "By message",
    "here": "In Bailiwick",
}
LONGEST_PAUSE = 24 * 60
Audience = Communication.Audience
EVERYBODY = {Audience.MANAGEMENT: "Top management", Audience.STAFF: "All staff"}


def spoken(means: str) -> str:
    """A means as it stands in a sentence."""
    name = MEANS.get(means, means)
    return name[:1].lower() + name[1:]


class NothingLate(BailiwickError):
    """Between the look and the lock it was done."""

    code = "nothing_late"


def inform_management(
    major: MajorIncident,
    *,
    by: Actor,
    told: str,
    means: str,
    text: str = "",
    at: datetime | None = None,
    expected_version: int | None = None,
) -> Communication:
    """Note that top management knows of it (BR-21): who was told, by whom, when and by what means."""
    who = line(told, "told")
    how = _means(means)
    what = body(text, "text") or f"Told of {major.reference}."
    with act("major_incident.inform", major, by=by, at=at, expected_version=expected_version) as doing:
        made = _told(doing, Audience.MANAGEMENT, who, how, what, doing.major.procedure.update_every)
        doing.milestone("informed", f"informed top management ({who}), {spoken(how)}")
        if doing.major.management_informed_at is None or doing.at < doing.major.management_informed_at:
            doing.set(management_informed_at=doing.at)
    return made


def communicate(
    major: MajorIncident,
    *,
    by: Actor,
    audiences: Collection[str],
    text: str,
    told: str = "",
    means: str = "here",
    next_minutes: int | None = None,
    expected_version: int | None = None,
) -> list[Communication]:
    """Tell audiences how it goes, and when they hear again; customers read it as a public comment of the incident."""
    what = body(text, "text", needed=True)
    how, wanted = _means(means), _audiences(audiences)
    who = line(told, "told", needed=False)
    with act("major_incident.communicate", major, by=by, expected_version=expected_version) as doing:
        minutes = doing.major.procedure.update_every if next_minutes is None else next_minutes
        if not 1 <= minutes <= LONGEST_PAUSE:
            raise Invalid({"next_minutes": f"From 1 to {LONGEST_PAUSE} minutes."})
        made = [_told(doing, one, who or _named(doing.major, one), how, what, minutes) for one in wanted]
        names = ", ".join(one.label.lower() for one in wanted)
        doing.milestone("update", f"told {names}: {what}")
        if Audience.CUSTOMERS in wanted:
            _tell_customers(doing, what)
        if Audience.MANAGEMENT in wanted and doing.major.management_informed_at is None:
            doing.set(management_informed_at=doing.at)
    return made


def _tell_customers(doing: Act, what: str) -> None:
    if doing.major.customers_informed_at is None:
        doing.set(customers_informed_at=doing.at)
    comment_incident(doing.major.incident, by=doing.op.by, text=what, is_public=True)


def _told(doing: Act, audience: str, who: str, how: str, what: str, minutes: int) -> Communication:
    is_running = doing.major.state == MajorIncident.State.RUNNING
    made = Communication.objects.create(
        major=doing.major,
        audience=audience,
        at=doing.at,
        by_id=doing.op.by.person_id,
        told=who,
        means=how,
        text=what,
        next_due_at=doing.at + timedelta(minutes=minutes) if is_running else None,
    )
    doing.op.facts.setdefault("told", []).append({"audience": audience, "who": who, "means": how})
    doing.op.publish(MajorIncidentCommunicated(doing.major.pk, made.pk))
    return made


def _named(major: MajorIncident, audience: Communication.Audience) -> str:
    if audience is Audience.CUSTOMERS:
        return ", ".join(queries.parties_affected(major)) or "Whoever reported it"
    return EVERYBODY[audience]


def _means(means: str) -> str:
    if means not in MEANS:
        raise Invalid({"means": f"One of {', '.join(MEANS)}."})
    return means


def _audiences(audiences: Collection[str]) -> list[Communication.Audience]:
    wanted = [one for one in Audience if one.value in audiences]
    if not wanted or len(wanted) != len(set(audiences)):
        raise Invalid({"audiences": f"At least one of {', '.join(Audience.values)}."})
    return wanted


def warn_of_deadline(major_id: int, *, organization_id: int) -> bool:
    """Note that something in a major incident is late, once; False when it was done meanwhile."""
    by = system_actor(organization_id)
    try:
        with (
            tenant.scope(organization_id),
            operation("major_incident.warn", by=by, subject=MajorIncident(pk=major_id)) as op,
        ):
            major = op.subject
            is_late = major.is_open and major.due_at is not None and major.due_at <= clock.now()
            if not is_late or major.warned_for == major.due_at:
                raise NothingLate("Nothing is late.")
            major.warned_for = major.due_at
            major.save(update_fields=["warned_for"])
            op.facts["late"] = {"what": major.due_what, "due": major.due_at}
            op.publish(MajorIncidentDue(major_id, major.due_what))
    except NothingLate:
        return False
    return True
