"""Two major incidents: the morning on which nobody could book, from the first call to the report, and one that runs."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.identity.models import Person
from bailiwick.major.incidents import operations, queries
from bailiwick.major.incidents.models import MajorIncident
from bailiwick.major.incidents.operations import arranging
from bailiwick.resolution.incidents import operations as incidents
from bailiwick.resolution.incidents.models import Incident
from bailiwick.site.demo.organization import MARK, Scenery
from bailiwick.site.demo.people import Member, Roll
from bailiwick.site.demo.services import ZONE

BEFORE, RUNNING_SINCE = timedelta(days=38), timedelta(minutes=55)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
AGREED: dict[str, Any] = {
    "text": "Three or more reports of one disturbance at priority 1.",
    "priority_at_most": 1,
    "reports_at_least": 3,
}
REVIEW: dict[str, Any] = {
    "causes": "The night's update of the payment gateway's certificate left one of its two servers with the old one. "
    "Half of the payments failed; the retries filled the booking queue until nothing went through.",
    "helped": "Operations control saw the queue grow before the customers called.\n\nThe fallback to telephone "
    "bookings was rehearsed in spring.",
    "hindered": "The supplier's night number had changed, and nobody here knew.",
    "improvements": [
        "Both servers are checked after each change of a certificate (booking team, within two weeks)",
        "Suppliers' night numbers are confirmed every quarter (service level manager)",
        "The booking queue gets an alarm at half its size (operations control, this month)",
    ],
}
DESCRIPTIONS = {
    "tickets": "The payment page turns for a minute, then says that the service is not available.",
    "ships": "Since a few minutes ago no ship answers: no lists, no tills, no telephones over the link.",
}
SUMMARY = (
    "For 82 minutes on a Saturday morning nobody could pay for a booking on the web. Three customers were affected; "
    "telephone bookings went on. The cause was a certificate that was renewed on one of two servers only."
)


def morning(as_of: datetime) -> datetime:
    """The Saturday morning on which it begins, some weeks before an instant."""
    local = (as_of - BEFORE).astimezone(ZoneInfo(ZONE))
    saturday = local - (local.weekday() - 5) % 7 * DAY
    return saturday.replace(hour=7, minute=40, second=0, microsecond=0)


def agree(scenery: Scenery, as_of: datetime) -> None:
    """Criteria agreed with a customer and a procedure that top management approved, some days after the founding."""
    by, day = scenery.system(), clock.now().date()
    first, other = list(queries.criteria().order_by("id"))
    ahead = (as_of + 200 * DAY).date()
    customer = next(iter(scenery.parties))
    arranging.revise_criterion(
        first, by=by, name=first.name, agreed_with=f"{customer}, for all customers", agreed_on=day,
        review_on=ahead, **AGREED,
    )  # fmt: skip
    arranging.retire_criterion(other, by=by, reason="The other one covers it.")
    now = queries.procedure_in_force()
    assert now is not None
    arranging.publish_procedure(
        by=by, text=now.text, steps=now.steps, inform_within=30, update_every=45, review_within_days=10,
        approved_by="The director", review_on=ahead,
    )  # fmt: skip


def tell(scenery: Scenery, roll: Roll, at: datetime) -> None:
    """Everything about it, each act at its own instant; it begins at `at`."""
    office = {member.role: member for member in roll.staff if not member.team}
    story = _Story(scenery, roll, office, at)
    major = story.begin()
    story.lead(major)
    story.end(major)


def tell_what_runs(scenery: Scenery, roll: Roll, as_of: datetime) -> None:
    """One that is not over: declared and told of in the last hour, half of its procedure done."""
    story = _Story(
        scenery, roll, {one.role: one for one in roll.staff if not one.team}, as_of - RUNNING_SINCE
    )
    technician, lead = roll.team("network")[0], story.by(story.manager)
    first = story.report(story.callers[0], "No ship has a link to the shore", 0, "ships", "network")
    with story.minute(6):
        incidents.start_incident(first, by=story.by(technician), assignee=story.person(technician))
    with story.minute(8):
        major = operations.declare_major_incident(
            first, by=story.by(story.agent), reason="Crew and passenger lists cannot be sent; no ship may leave.",
            lead=story.person(story.manager), criterion=queries.criteria_in_force()[0],
        )  # fmt: skip
    story.go_through(major, {1: 10, 2: 13, 3: 21, 4: 25})
    with story.minute(20):
        operations.inform_management(
            major, by=lead, told=story.director.name, means="phone", text="Eleven ships wait in port."
        )
    story.told(major, 24, ["customers", "staff"], "Ships have no link to the shore, and leave later. We look for the "
               "cause with our network supplier.")  # fmt: skip
    with story.minute(38):
        operations.note(major, by=lead, text="The supplier sees the mast at Inverlacken Head without power.")


class _Story:
    """Who does what, at which minute."""

    def __init__(self, scenery: Scenery, roll: Roll, office: dict[str, Member], at: datetime) -> None:
        self.scenery, self.at = scenery, at
        self.agent, self.technician = roll.team("desk")[0], roll.team("booking")[0]
        self.manager, self.director = office["IM"], office["TM"]
        self.callers = [roll.of_party(party)[1] for party in list(scenery.parties)[:3]]

    def by(self, member: Member) -> Actor:
        return self.scenery.actor(member.key)

    def person(self, member: Member) -> Person:
        return self.scenery.people[member.key]

    def minute(self, minute: int) -> Any:
        return clock.at(self.at + minute * MINUTE)

    def report(self, caller: Member, title: str, minute: int, service: str, team: str) -> Incident:
        known = incidents.Report(
            title=title,
            description=DESCRIPTIONS[service],
            channel="phone",
            reporter=self.person(caller),
            service=self.scenery.services[service],
            classification=self.scenery.categories["Software" if team == "booking" else "Network"],
            impact=1,
            urgency=1,
            team=self.scenery.teams[team],
        )
        with self.minute(minute):
            return incidents.log_incident(known, by=self.by(self.agent), reason=MARK)

    def begin(self) -> MajorIncident:
        first = self.report(self.callers[0], "No booking can be paid on the web", 0, "tickets", "booking")
        for minute, caller in ((4, self.callers[1]), (7, self.callers[2])):
            again = self.report(caller, "Payments fail when booking", minute, "tickets", "booking")
            with self.minute(minute + 1):
                incidents.cancel_incident(
                    again,
                    by=self.by(self.agent),
                    closure_code="duplicate",
                    reason="The same",
                    duplicate_of=first,
                )
        with self.minute(9):
            incidents.start_incident(
                first, by=self.by(self.technician), assignee=self.person(self.technician)
            )
            operations.propose_major_incident(first, by=self.scenery.system())
        with self.minute(12):
            return operations.declare_major_incident(
                first, by=self.by(self.agent), reason="Nobody can pay, on the busiest morning of the week.",
                lead=self.person(self.manager), criterion=queries.criteria_in_force()[0],
            )  # fmt: skip

    def go_through(self, major: MajorIncident, minutes: Mapping[int, int]) -> None:
        for step, minute in minutes.items():
            with self.minute(minute):
                operations.complete_step(major, by=self.by(self.manager), step=step)

    def lead(self, major: MajorIncident) -> None:
        lead = self.by(self.manager)
        self.go_through(major, {1: 15, 2: 17, 3: 24, 4: 27, 5: 35, 6: 41, 8: 44})
        self.told(major, 26, ["customers", "staff"], "Bookings cannot be paid on the web. We look for the cause; "
                   "telephone bookings go on.")  # fmt: skip
        with self.minute(23):
            operations.inform_management(
                major, by=lead, told=self.director.name, means="phone", text="Payments fail since 07:40."
            )
        with self.minute(48):
            operations.note(major, by=lead, text="One of the two payment servers shows the old certificate.")
        self.told(major, 62, ["customers", "management", "staff"], "The cause is found: a certificate. The faulty "
                   "server is taken out; payments should work within half an hour.")  # fmt: skip

    def told(self, major: MajorIncident, minute: int, audiences: list[str], text: str) -> None:
        with self.minute(minute):
            operations.communicate(major, by=self.by(self.manager), audiences=audiences, text=text)

    def end(self, major: MajorIncident) -> None:
        lead = self.by(self.manager)
        with self.minute(80):
            incidents.resolve_incident(
                major.incident, by=self.by(self.technician), resolution="The server has the new certificate.",
                closure_code="fixed", note="Took the server out, installed the certificate, put it back.",
            )  # fmt: skip
            operations.complete_step(major, by=lead, step=9)
        with self.minute(82):
            operations.restore_major_incident(
                major, by=lead, text="Forty payments in five minutes, none failed."
            )
        self.told(major, 84, ["customers", "management", "staff"], "Payments work again since 09:02. Thank you for "
                   "your patience; we will tell you what we change.")  # fmt: skip
        with clock.at(self.at + 85 * MINUTE):
            operations.complete_step(major, by=lead, step=10)
        names = ", ".join(one.name for one in (self.manager, self.technician, self.agent, self.director))
        with clock.at(self.at + 4 * DAY):
            operations.review_major_incident(major, by=lead, participants=names, **REVIEW)
        with clock.at(self.at + 5 * DAY):
            operations.close_major_incident(major, by=lead, summary=SUMMARY)
            incidents.close_incident(major.incident, by=self.by(self.callers[0]))
