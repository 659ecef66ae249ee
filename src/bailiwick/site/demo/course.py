"""The course of one incident: who does what with it, and when."""

import math
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from bailiwick.site.demo.cases import NIGHT, Case, Setting
from bailiwick.site.demo.people import Member
from bailiwick.site.demo.services import TEAMS
from bailiwick.site.demo.stories import phrases

SYSTEM = "system"
WAITINGS = (
    ("awaiting_user", 15),
    ("awaiting_supplier", 6),
    ("awaiting_change", 2),
    ("awaiting_problem", 1),
    ("awaiting_evidence", 2),
)


@dataclass(frozen=True, slots=True)
class Step:
    """One verb on one incident; people, teams and incidents are named by their keys."""

    at: datetime
    incident: int
    verb: str
    by: str
    values: dict[str, Any]


@dataclass(slots=True)
class Course:
    """An incident's steps as they are written down, with the hours that its clock counts."""

    case: Case
    scene: Setting
    rng: Random
    steps: list[Step] = field(default_factory=list)
    at: datetime = field(init=False)
    since: datetime = field(init=False)
    spent: timedelta = field(init=False)
    assignee: Member = field(init=False)
    team: str = field(init=False)

    def __post_init__(self) -> None:
        self.at = self.since = self.case.opened_at
        self.spent = timedelta(0)
        self.team = self.case.offer.team
        self.assignee = self.rng.choice(self.scene.roll.team(self.team))

    @property
    def reporter(self) -> str:
        """The reporter's key."""
        return self.case.reporter.key

    def add(self, verb: str, by: str, **values: Any) -> None:
        """The next step, a little after the last one."""
        self.steps.append(Step(self.at, self.case.number, verb, by, values))
        self.at += timedelta(seconds=self.rng.randint(25, 110))

    def work_until(self, spent: timedelta) -> None:
        """Go on until so much open time has passed on the customer's clock."""
        reached = self.case.hours.add(self.since, max(spent - self.spent, timedelta(0)))
        self.at = max(self.at, reached)

    def pass_by(self, span: timedelta) -> None:
        """Let time pass, open or not."""
        self.at += span

    def begin_again(self, spent: timedelta) -> None:
        """The clock goes on from here, having counted so much."""
        self.since, self.spent = self.at, spent

    def chance(self, share: float) -> bool:
        """True in this share of cases."""
        return self.rng.random() < share

    def say(self, occasion: str) -> str:
        """A phrase for an occasion."""
        return self.rng.choice(phrases()[occasion])

    def desk(self) -> str:
        """Somebody at the desk; at night somebody in operations control."""
        is_night = self.at.astimezone(self.scene.zone).hour in NIGHT
        return self.rng.choice(self.scene.roll.team("control" if is_night else "desk")).key

    def agent(self) -> str:
        """Somebody at the desk, whenever."""
        return self.rng.choice(self.scene.roll.team("desk")).key

    def spread(self, low: float, high: float) -> float:
        """A number between two, small ones more often."""
        return low * math.pow(high / low, self.rng.random())


def share_of_target(course: Course) -> float:
    """How much of the promised time the incident takes: most need a third, one in ten more than all of it."""
    middle = 0.62 if course.case.is_storm else 0.36
    return min(6.0, max(0.03, middle * math.exp(course.rng.gauss(0, 0.78))))


def begin(course: Course) -> None:
    """Log, classify and prioritize it, each in the way of its channel."""
    case, story = course.case, course.case.story
    known = {"service": case.offer.code, "category": story.category}
    judged = {"impact": story.impact, "urgency": story.urgency}
    said = {
        "title": story.title,
        "description": story.description,
        "channel": case.channel,
        "reporter": course.reporter,
    }
    if case.channel == "monitoring":
        course.add("log", SYSTEM, **said, **known, **judged, team=course.team)
    elif case.channel in ("phone", "chat", "in_person"):
        team = course.team if course.chance(0.55) else ""
        course.add("log", course.desk(), **said, **known, **judged, team=team)
    else:
        is_forwarded = case.channel == "mail" and course.chance(0.15)
        by = course.reporter if case.channel == "portal" else course.desk()
        course.add("log", by, **(said | {"title": f"Fwd: {story.title}"} if is_forwarded else said))
        course.work_until(case.within[0] * course.spread(0.05, 0.5))
        agent = course.agent()
        if is_forwarded:
            course.add("amend", agent, title=story.title, description=story.description)
        course.add("classify", agent, **known)
        course.add("prioritize", agent, **judged)
    if course.chance(0.035):
        other = case.priority + (1 if case.priority < 3 else -1)
        course.add(
            "prioritize", course.agent(), **judged, priority=other, override_reason=course.say("override")
        )


def settle_at_once(course: Course) -> None:
    """Solved while the caller is on the line."""
    agent = course.steps[0].by
    course.pass_by(timedelta(minutes=course.spread(3, 25)))
    note, story = course.case.story.work[-1], course.case.story
    course.add("resolve", agent, resolution=story.resolution, closure_code=story.code, note=note)


def work(course: Course) -> None:
    """Assign it, work on it with what may come between, and resolve it."""
    case, total = course.case, course.case.within[1] * share_of_target(course)
    response = min(case.within[0] * course.spread(0.15, 1.15), total * 0.6)
    course.work_until(response * 0.5)
    if not course.steps[0].values.get("team"):
        course.add("assign", course.agent(), team=course.team, assignee=None)
    course.work_until(response)
    course.add("start", course.assignee.key, assignee=course.assignee.key)
    plan(course)
    course.work_until(total * 0.3)
    if len(case.story.work) > 1:
        course.add("comment", course.assignee.key, text=case.story.work[0], is_public=False)
    if course.chance(0.45):
        course.add("comment", course.assignee.key, text=course.say("news"), is_public=True)
    if course.chance(0.12):
        hand_on(course, total * 0.4)
    if course.chance(0.26):
        wait(course, total * 0.5)
    if course.chance(0.1):
        course.add("comment", course.reporter, text=course.say("asked_again"), is_public=True)
    if course.chance(0.06):
        escalate(course, total * 0.6)
    if course.chance(0.07):
        course.add("watch", course.assignee.key, person=_watcher(course))
    course.work_until(total)
    resolve(course, case.story.work[-1])


def plan(course: Course) -> None:
    """Write down what is to be done, for one in five."""
    if course.chance(0.2):
        course.add("plan", course.assignee.key, title=course.case.story.work[0].partition(".")[0][:120])


def hand_on(course: Course, spent: timedelta) -> None:
    """Another team takes over."""
    course.work_until(spent)
    former = course.assignee.key
    course.team = course.rng.choice([team for team in TEAMS if team not in (course.team, "desk", "payroll")])
    course.assignee = course.rng.choice(course.scene.roll.team(course.team))
    course.add(
        "assign", former, team=course.team, assignee=course.assignee.key, reason=course.say("handed_on")
    )
    course.pass_by(timedelta(minutes=course.spread(2, 20)))
    course.add("start", course.assignee.key, assignee=course.assignee.key)


def wait(course: Course, spent: timedelta) -> None:
    """Wait for somebody; only waiting for the user stops the clock."""
    course.work_until(spent)
    state = course.rng.choices([name for name, _ in WAITINGS], [weight for _, weight in WAITINGS])[0]
    is_user = state == "awaiting_user"
    story = course.case.story
    reason = (story.question or course.say("question")) if is_user else course.say(state)
    course.add("hold", course.assignee.key, state=state, reason=reason)
    if is_user:
        course.pass_by(timedelta(hours=course.spread(0.5, 40)))
        course.add("comment", course.reporter, text=story.answer or course.say("answer"), is_public=True)
        course.begin_again(spent)
        course.add("resume", course.assignee.key)
    else:
        course.pass_by(timedelta(minutes=course.spread(20, 240)))
        course.add("resume", course.assignee.key)


def escalate(course: Course, spent: timedelta) -> None:
    """Ask for more skill or authority."""
    course.work_until(spent)
    kind = course.rng.choice(("functional", "functional", "hierarchic"))
    teams = [code for code in TEAMS if code != course.team]
    manager = next(one.key for one in course.scene.roll.staff if one.role == "IM")
    to = {"team": course.rng.choice(teams)} if kind == "functional" else {"person": manager}
    course.add("escalate", course.assignee.key, kind=kind, reason=course.say(kind), **to)
    if course.chance(0.7):
        course.pass_by(timedelta(minutes=course.spread(3, 40)))
        course.add("acknowledge", manager)


def resolve(course: Course, note: str) -> None:
    """Note what was done last, and say how the service was restored."""
    if course.chance(0.5):
        course.add("spend", course.assignee.key, minutes=5 * round(course.spread(1, 24)))
    story = course.case.story
    course.add(
        "resolve", course.assignee.key, resolution=story.resolution, closure_code=story.code, note=note
    )


def end(course: Course) -> None:
    """Reopened or not, confirmed or not, closed at last."""
    if course.chance(0.033) and course.case.channel != "monitoring":
        course.pass_by(timedelta(hours=course.spread(1, 90)))
        course.add("reopen", course.reporter, reason=course.say("reopened"))
        course.pass_by(timedelta(hours=course.spread(0.3, 8)))
        resolve(course, course.say("again"))
    resolved_at = course.steps[-1].at
    if course.case.channel == "monitoring":
        course.pass_by(timedelta(hours=course.spread(1, 30)))
        course.add("close", course.agent(), is_confirmed=True)
    elif course.chance(0.66):
        course.pass_by(timedelta(hours=course.spread(0.2, 100)))
        if course.chance(0.45):
            course.add("comment", course.reporter, text=course.say("thanks"), is_public=True)
        course.add("close", course.reporter)
    else:
        course.at = resolved_at + timedelta(days=7, minutes=course.rng.randint(1, 15))
        course.add("close", SYSTEM)


def _watcher(course: Course) -> str:
    party = course.case.reporter.party
    if party:
        others = [member for member in course.scene.roll.of_party(party) if member.key != course.reporter]
        return course.rng.choice(others).key
    return next(member.key for member in course.scene.roll.staff if member.role == "IM")
