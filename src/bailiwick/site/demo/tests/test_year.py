"""The year as it is written down, before anything of it happens."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bailiwick.site.demo.cases import Setting, setting
from bailiwick.site.demo.chance import chance
from bailiwick.site.demo.course import Step
from bailiwick.site.demo.people import call_the_roll
from bailiwick.site.demo.rhythm import arrivals
from bailiwick.site.demo.services import CATEGORIES, SERVICES, ZONE, agreed_for
from bailiwick.site.demo.stories import stories, tell
from bailiwick.site.demo.year import steps_of_the_year

AS_OF = datetime(2025, 11, 20, 16, tzinfo=UTC)


def scene(seed: int = 7) -> Setting:
    return setting(seed, call_the_roll(seed, "kestrel"), AS_OF)


@pytest.fixture(scope="module")
def steps() -> list[Step]:
    return steps_of_the_year(400, scene())


def test_the_same_seed_tells_the_same_year(steps: list[Step]) -> None:
    assert steps_of_the_year(400, scene()) == steps
    assert steps_of_the_year(400, scene(8)) != steps


def test_steps_are_in_order_and_in_the_year(steps: list[Step]) -> None:
    times = [step.at for step in steps]
    assert times == sorted(times)
    assert AS_OF - timedelta(days=366) < times[0]
    assert times[-1] < AS_OF


def test_each_incident_is_logged_once_and_first(steps: list[Step]) -> None:
    first: dict[int, str] = {}
    for step in steps:
        first.setdefault(step.incident, step.verb)
    assert set(first.values()) == {"log"}
    assert sorted(first) == list(range(400))
    assert Counter(step.verb for step in steps)["log"] == 400


def test_some_are_open_reopened_cancelled_and_waiting(steps: list[Step]) -> None:
    last = {step.incident: step.verb for step in steps}
    ended = sum(verb in ("close", "cancel") for verb in last.values())
    assert (
        sum(last[number] not in ("resolve", "close", "cancel", "comment") for number in range(384, 400)) >= 12
    )
    assert 340 <= ended <= 385
    verbs = Counter(step.verb for step in steps)
    assert 4 <= verbs["reopen"] <= 30
    assert verbs["cancel"] >= 4
    assert verbs["hold"] >= 40
    assert verbs["attach"] >= 3


def test_days_have_their_rhythm() -> None:
    local = [one.at.astimezone(ZoneInfo(ZONE)) for one in arrivals(3000, AS_OF, ZoneInfo(ZONE), chance("a"))]
    by_day = Counter(at.weekday() for at in local)
    assert by_day[0] > 1.5 * by_day[6]
    assert sum(8 <= at.hour < 18 for at in local) > 0.6 * len(local)
    heaviest = Counter(at.date() for at in local).most_common(3)
    assert heaviest[-1][1] > 2.5 * len(local) / 365


def test_everybody_is_somebody_else() -> None:
    roll = call_the_roll(7, "kestrel")
    mailboxes = [member.mailbox for member in (*roll.staff, *roll.outside)]
    assert len(set(mailboxes)) == len(mailboxes) >= 140
    assert all(mailbox.endswith(".example") for mailbox in mailboxes)
    assert [member.login for member in roll.logins()] == [
        "administrator",
        "incident manager",
        "auditor",
        "desk agent",
        "technician",
        "customer",
        "coordinator",
    ]


@pytest.mark.parametrize("offer", SERVICES, ids=lambda offer: offer.code)
def test_every_story_can_be_told(offer: object) -> None:
    known = {*CATEGORIES, *(f"{name} / {below}" for name, all_ in CATEGORIES.items() for below in all_)}
    for raw in stories()[offer.code]:  # type: ignore[attr-defined]
        story = tell(raw, "Saltmere Seafoods", AS_OF, chance(raw["t"]))
        told = " ".join((story.title, story.description, *story.work, story.resolution, story.answer))
        assert "{" not in told
        assert story.category in known
        assert story.impact in (1, 2, 3)
        assert story.urgency in (1, 2, 3)


def test_the_closest_agreement_holds() -> None:
    assert agreed_for("tickets", "Inverlacken Harbour Authority").service == "tickets"
    assert agreed_for("freight", "Inverlacken Harbour Authority").party == "Inverlacken Harbour Authority"
    assert agreed_for("payroll", "").name == "General service levels"


@pytest.mark.parametrize("seed", range(3))
def test_a_customer_s_report_is_only_merged_into_one_of_the_same_customer(seed: int) -> None:
    roll = call_the_roll(seed, "kestrel")
    party = {member.key: member.party for member in roll.outside}
    year = steps_of_the_year(1500, setting(seed, roll, AS_OF))
    reporter = {step.incident: dict(step.values)["reporter"] for step in year if step.verb == "log"}
    of = {number: party.get(one, "") for number, one in reporter.items()}
    merged = [(of[step.incident], of[dict(step.values)["into"]]) for step in year if step.verb == "merge"]
    assert merged
    assert all(own in ("", other) for own, other in merged)
