"""Four weeks of Harbour Lights, the same in every run: pictures and figures have something in them."""

from datetime import datetime, timedelta

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.identity.models import Person
from bailiwick.kernel.ledger.operation import operation
from bailiwick.major.incidents.operations import arranging
from bailiwick.major.incidents.queries import procedure_in_force
from bailiwick.portal.announcements.operations import publish_announcement
from bailiwick.portal.announcements.types import Notice
from bailiwick.portfolio.services.models import Service
from bailiwick.resolution.incidents import operations as incidents
from bailiwick.resolution.incidents.models import Category, Incident
from bailiwick.resolution.incidents.operations import Report
from tests.cast import Cast

# What was reported: title, service, category, impact and urgency (1 is high).
PAST = (
    ("The scales of lane 2 show nothing", "Weighing", "Hardware", 2, 1),
    ("Gate 3 does not open for lorries", "Gates", "Hardware", 2, 2),
    ("Sign-in to the booking page is refused", "Berth booking", "Access", 3, 2),
    ("Weighing slips are printed twice", "Weighing", "Software", 3, 3),
    ("The berth plan shows yesterday's ships", "Berth booking", "Software", 2, 2),
    ("No network in the customs shed", "Harbour network", "Network", 1, 2),
    ("The camera of gate 1 is dark", "Gates", "Hardware", 3, 2),
)
NOW = (
    ("Crane 4 reports a wrong load", "Weighing", "Hardware", 2, 1),
    ("The harbour network is slow on the east quay", "Harbour network", "Network", 2, 2),
    ("Berth 7 can be booked twice", "Berth booking", "Software", 2, 2),
    ("Gate 2 asks for a card that was read", "Gates", "Software", 3, 2),
    ("Weighing slips without a date", "Weighing", "Software", 3, 3),
    ("A new pilot cannot sign in", "Berth booking", "Access", 3, 2),
    ("The label printer of the customs shed is silent", "Harbour network", "Hardware", 3, 3),
    ("Lorries queue before gate 5", "Gates", "Hardware", 2, 2),
)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


class Past:
    """Who tells it, from which instant on."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.now = cast, clock.now()
        self.services: dict[str, Service] = {"Weighing": cast.weighing}
        with operation("organization.revise", by=cast.ada):
            for name in ("Gates", "Berth booking", "Harbour network"):
                self.services[name] = Service.objects.create(name=name)
        self.reporters: list[Person] = [cast.people["cora"], cast.people["dan"]]

    def tell(self) -> None:
        """Four weeks, one or two incidents a day, all closed; then this morning's, still open."""
        self.agree()
        for number in range(28):
            begun = self.now - 28 * DAY + number * DAY * 0.95
            self._over(self._logged(number, PAST[number % len(PAST)], begun), begun, 2 + number % 9)
        for number, one in enumerate(NOW):
            self._today(self._logged(number, one, self.now - (8 - number) * HOUR), number)
        publish_announcement(
            Notice(title="The weighing system is slow", text="We look for the cause.", from_at=self.now),
            by=self.cast.sam,
        )  # fmt: skip

    def agree(self) -> None:
        """A procedure that somebody approved, and a director."""
        found = procedure_in_force()
        assert found is not None
        arranging.publish_procedure(
            by=self.cast.ada, text=found.text, steps=found.steps[:4], inform_within=30, update_every=45,
            review_within_days=10, approved_by="Harbour master", review_on=(self.now + 200 * DAY).date(),
        )  # fmt: skip

    def _logged(self, number: int, what: tuple[str, str, str, int, int], at: datetime) -> Incident:
        title, service, category, impact, urgency = what
        report = Report(
            title=title, service=self.services[service], impact=impact, urgency=urgency,
            classification=Category.objects.get(name=category), reporter=self.reporters[number % 2],
            channel="phone", team=self.cast.desk if number % 3 else self.cast.network,
        )  # fmt: skip
        with clock.at(at):
            return incidents.log_incident(report, by=self.cast.sam)

    def _over(self, one: Incident, begun: datetime, hours: int) -> None:
        sam = self.cast.people["sam"]
        with clock.at(begun + HOUR * 0.2):
            incidents.start_incident(one, by=self.cast.sam, assignee=sam)
        with clock.at(begun + hours * HOUR):
            incidents.resolve_incident(
                one,
                by=self.cast.sam,
                resolution="It works again.",
                closure_code="fixed",
                note="Looked at it there.",
            )
        with clock.at(begun + (hours + 1) * HOUR):
            incidents.close_incident(
                one, by=self.cast.cora if one.party_id == self.cast.quay.pk else self.cast.dan
            )

    def _today(self, one: Incident, number: int) -> None:
        sam = self.cast.people["sam"]
        if number in (0, 2, 4):
            incidents.start_incident(one, by=self.cast.sam, assignee=sam)
        if number == 4:
            incidents.hold_incident(
                one, by=self.cast.sam, state="awaiting_user", reason="Which printer is it?"
            )


def month(cast: Cast) -> None:
    """Tell it, in the cast's organization."""
    with tenant.scope(cast.organization.id):
        Past(cast).tell()
