"""One incident before it has a course: whose it is, what it is about, and what is promised."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from bailiwick.kernel.calendar.hours import ServiceHours, shared_hours
from bailiwick.kernel.calendar.rules import CountryHolidays
from bailiwick.resolution.incidents.operations.arranging import DEFAULT_MATRIX
from bailiwick.site.demo.people import Member, Roll
from bailiwick.site.demo.services import (
    CALENDARS,
    COUNTRY,
    CUSTOMERS,
    SERVICES,
    ZONE,
    Agreed,
    Hours,
    Offer,
    agreed_for,
)
from bailiwick.site.demo.stories import Story, stories, tell

STORMY_WEIGHT = 6.0
OUTSIDE = (("portal", 50), ("phone", 30), ("mail", 20))
INSIDE = (("portal", 40), ("phone", 33), ("chat", 17), ("in_person", 10))
WATCHED = frozenset({"tickets", "ships", "berths", "news", "facilities"})
NIGHT = (*range(6), 22, 23)


@dataclass(frozen=True, slots=True)
class Setting:
    """The year's scene: the people, the hours, and the instant at which the history ends."""

    seed: int
    roll: Roll
    as_of: datetime
    zone: ZoneInfo
    hours: dict[str, ServiceHours]


@dataclass(frozen=True, slots=True)
class Case:
    """Whose incident it is and what it is about; `within` are the promised open times to respond and resolve."""

    number: int
    opened_at: datetime
    offer: Offer
    story: Story
    reporter: Member
    channel: str
    priority: int
    hours: ServiceHours
    within: tuple[timedelta, timedelta]
    is_storm: bool


def holidays(around: datetime) -> CountryHolidays:
    """The public holidays of the years that the history touches, and of the next."""
    return CountryHolidays(COUNTRY, around.year - 2, around.year + 1)


def open_hours(of: Hours, around: datetime) -> ServiceHours:
    """A calendar's hours as the organization's own calendar will have them."""
    days = list(holidays(around).days()) if of.rests_on_holidays else []
    return shared_hours(ZONE, dict(of.week), days)


def setting(seed: int, roll: Roll, as_of: datetime) -> Setting:
    """The scene for a seed and an instant."""
    hours = {one.name: open_hours(one, as_of) for one in CALENDARS}
    return Setting(seed, roll, as_of, ZoneInfo(ZONE), hours)


def case(number: int, opened_at: datetime, scene: Setting, rng: Random, *, is_storm: bool = False) -> Case:
    """Draw an incident that is noticed at an instant."""
    offer = rng.choices(SERVICES, [_weight(one, is_storm) for one in SERVICES])[0]
    reporter = _reporter(offer, scene.roll, rng)
    local = opened_at.astimezone(scene.zone)
    firm = reporter.party or rng.choice(list(CUSTOMERS))
    story = tell(rng.choice(stories()[offer.code]), firm, local, rng)
    priority = DEFAULT_MATRIX[f"{story.impact}{story.urgency}"]
    agreed = agreed_for(offer.code, reporter.party)
    return Case(
        number=number,
        opened_at=opened_at,
        offer=offer,
        story=story,
        reporter=reporter,
        channel=_channel(offer, reporter, local, rng),
        priority=priority,
        hours=scene.hours[agreed.hours],
        within=_within(agreed, priority),
        is_storm=is_storm,
    )


def _weight(offer: Offer, is_storm: bool) -> float:
    return offer.weight * (STORMY_WEIGHT if is_storm and offer.stormy else 1.0)


def _reporter(offer: Offer, roll: Roll, rng: Random) -> Member:
    if rng.random() < offer.outside:
        party = rng.choices(list(CUSTOMERS), range(len(CUSTOMERS), 0, -1))[0]
        return rng.choice(roll.of_party(party))
    return rng.choice([member for member in roll.staff if member.team not in (offer.team, "desk")])


def _channel(offer: Offer, reporter: Member, local: datetime, rng: Random) -> str:
    if not reporter.party and offer.code in WATCHED and rng.random() < 0.3:
        return "monitoring"
    channels: tuple[tuple[str, int], ...] = OUTSIDE if reporter.party else INSIDE
    if local.hour in NIGHT:
        channels = channels[:2]
    return rng.choices([name for name, _ in channels], [weight for _, weight in channels])[0]


def _within(agreed: Agreed, priority: int) -> tuple[timedelta, timedelta]:
    response, resolution = agreed.targets[priority]
    return timedelta(minutes=response), timedelta(minutes=resolution)
