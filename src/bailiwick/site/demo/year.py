"""A year of incidents as a list of steps in order of time: the same for the same seed and the same last instant."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from random import Random

from bailiwick.site.demo import course as courses
from bailiwick.site.demo.cases import Case, Setting, case
from bailiwick.site.demo.chance import chance
from bailiwick.site.demo.course import Course, Step
from bailiwick.site.demo.rhythm import arrivals

OPEN_SHARE = 0.04
AT_ONCE = 0.3
FILES = ("screen.png", "export.csv", "messages.log")
# How far an incident that is still open has come, and how often that is so.
STAGES = (("log", 12), ("classify", 6), ("assign", 20), ("start", 18), ("comment", 24), ("hold", 20))
# Hours since such an incident was opened, at least and at most.
AGES = {
    "log": (0.2, 3.0),
    "classify": (0.3, 8.0),
    "assign": (0.5, 40.0),
    "start": (2.0, 120.0),
    "comment": (4.0, 300.0),
    "hold": (8.0, 300.0),
}
QUICK = timedelta(minutes=45)
LATEST = timedelta(minutes=3)


def steps_of_the_year(count: int, scene: Setting) -> list[Step]:
    """Every step of so many incidents, about one in twenty-five of which is still open."""
    still_open = round(count * OPEN_SHARE)
    rng = chance(scene.seed, "year")
    found: list[Step] = []
    earlier: dict[str, Case] = {}
    for number, arrival in enumerate(arrivals(count - still_open, scene.as_of, scene.zone, rng)):
        own = chance(scene.seed, number)
        new = case(number, arrival.at, scene, own, is_storm=arrival.is_storm)
        found += _whole(new, scene, own, earlier.get(new.offer.code))
        earlier[new.offer.code] = new
    for number in range(count - still_open, count):
        found += _unfinished(number, scene, chance(scene.seed, number))
    past = (step for step in found if step.at < scene.as_of - LATEST)
    return sorted(past, key=lambda step: (step.at, step.incident))


def _whole(new: Case, scene: Setting, rng: Random, former: Case | None) -> list[Step]:
    """From the first report to the end."""
    course = Course(new, scene, rng)
    courses.begin(course)
    if former is not None and new.channel == "portal" and _is_near(former, new) and rng.random() < 0.5:
        reason = course.say("duplicate")
        if former.number % 2 and new.reporter.party in ("", former.reporter.party):
            course.add("merge", course.agent(), reason=reason, into=former.number)
            return course.steps
        course.add(
            "cancel", course.agent(), closure_code="duplicate", reason=reason, duplicate_of=former.number
        )
        return course.steps
    if rng.random() < 0.012:
        was = rng.choice(("service_request", "question", "change"))
        course.add(
            "cancel",
            course.agent(),
            closure_code="not_an_incident",
            reason=course.say("no_incident"),
            was=was,
        )
        return course.steps
    if rng.random() < 0.025:
        course.add("attach", course.reporter, name=rng.choice(FILES))
    if new.channel in ("phone", "chat", "in_person") and rng.random() < AT_ONCE:
        courses.settle_at_once(course)
    else:
        courses.work(course)
    courses.end(course)
    return course.steps


def _is_near(former: Case, new: Case) -> bool:
    return new.opened_at - former.opened_at < timedelta(hours=10)


def _unfinished(number: int, scene: Setting, rng: Random) -> Iterator[Step]:
    """An incident of the last days that nobody has resolved yet; some close to their target, some past it."""
    stage = rng.choices([name for name, _ in STAGES], [weight for _, weight in STAGES])[0]
    new = case(number, scene.as_of - _age(stage, rng), scene, rng)
    if rng.random() < 0.2:
        new = _at_risk(new, scene, rng)
    course = Course(new, scene, rng)
    courses.begin(course)
    if stage not in ("log", "classify"):
        _work_up_to(course, stage)
    last = next(
        (place for place, step in enumerate(course.steps) if step.verb == stage), len(course.steps) - 1
    )
    yield from course.steps[: last + 1]


def _work_up_to(course: Course, stage: str) -> None:
    pace = min(course.case.within[0], QUICK)
    course.add("assign", course.agent(), team=course.team, assignee=None)
    course.work_until(pace * 0.5)
    course.add("start", course.assignee.key, assignee=course.assignee.key)
    course.work_until(pace * 1.2)
    if stage == "hold":
        courses.wait(course, pace * 1.5)
        return
    course.add("comment", course.assignee.key, text=course.case.story.work[0], is_public=False)


def _age(stage: str, rng: Random) -> timedelta:
    shortest, longest = AGES[stage]
    return timedelta(hours=shortest * (longest / shortest) ** rng.random())


def _at_risk(new: Case, scene: Setting, rng: Random) -> Case:
    """The same incident, opened so that most of its time is used up at the end of the history."""
    wanted = new.within[1] * rng.uniform(0.8, 0.95)
    opened_at = scene.as_of
    while new.hours.between(opened_at, scene.as_of) < wanted:
        opened_at -= timedelta(minutes=20)
    return replace(new, opened_at=opened_at)
