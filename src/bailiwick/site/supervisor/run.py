"""Start everything in order, keep it up, and stop it in the opposite order."""

import contextlib
import json
import os
import resource
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bailiwick.site.failures import CommandFailed
from bailiwick.site.postgres import Database
from bailiwick.site.programs import call
from bailiwick.site.supervisor.child import Child, stop_all
from bailiwick.site.supervisor.health import address, is_healthy
from bailiwick.site.supervisor.keeper import DatabaseKeeper
from bailiwick.site.supervisor.signals import Signals

HEALTHY_WITHIN = 90.0
STOP_WITHIN = 8.0
FAILURES_ACCEPTED_AT_START = 3
TICK = 1.0
# Forked from one that has imported everything, each process more holds some 20 MB when idle.
WEB_PROCESSES = min(os.cpu_count() or 1, 2)
LOOK_AT_LOGS_EVERY = 60.0
PREPARATION = (sys.executable, "-m", "bailiwick.site.supervisor.preparation")


@dataclass
class Plan:
    """What `bailiwick up` runs: a database, a preparation that runs once, and children that stay."""

    database: Database
    host: str
    port: int
    children: Sequence[Child]
    environment: Mapping[str, str]
    say: Callable[[str], None]
    preparation: Sequence[str] = PREPARATION
    on_ready: Callable[[str], None] = field(default=lambda _: None)

    @property
    def is_serving(self) -> bool:
        """Whether a web server is among the children; a worker alone has no address."""
        return any(child.name == "web" for child in self.children)


def run(plan: Plan) -> None:
    """Run until a signal asks to stop; the database runs already. Raises CommandFailed for a failed start."""
    _allow_many_connections()
    link = _prepare(plan)
    signals = Signals()
    with signals.caught():
        try:
            _supervise(plan, signals, link)
        finally:
            stop_all(plan.children, STOP_WITHIN)


def _prepare(plan: Plan) -> str | None:
    done = call(plan.preparation, environment=plan.environment)
    if done.returncode:
        words = "\n".join(done.stderr.strip().splitlines()[-15:])
        raise CommandFailed(f"The database could not be brought up to date.\n{words}")
    answer = json.loads(done.stdout.strip().splitlines()[-1])
    link = answer.get("link")
    return str(link) if link else None


def _supervise(plan: Plan, signals: Signals, link: str | None) -> None:
    healthy_by = time.monotonic() + HEALTHY_WITHIN
    logs_at = 0.0
    keeper = DatabaseKeeper(plan.database, plan.say)
    is_up = False
    while True:
        for child in plan.children:
            if news := child.keep_up(time.monotonic()):
                plan.say(news)
        keeper.keep_up(time.monotonic())
        if not is_up:
            is_up = not plan.is_serving or is_healthy(plan.host, plan.port)
            if is_up:
                _announce(plan, link)
            else:
                _give_up_if_hopeless(plan, healthy_by)
        if time.monotonic() >= logs_at:
            logs_at = time.monotonic() + LOOK_AT_LOGS_EVERY
            for child in plan.children:
                child.trim_log()
        if signals.wait(_seconds_to_sleep(plan) if is_up else 0.05):
            plan.say("Stopping.")
            return


def _announce(plan: Plan, link: str | None) -> None:
    if not plan.is_serving:
        plan.say("The worker runs.")
        return
    shown = plan.environment.get("BAILIWICK_PUBLIC_URL") or address(plan.host, plan.port)
    plan.on_ready(shown)
    plan.say(f"Bailiwick runs at {shown}")
    if link:
        plan.say(f"To set up the first administrator, open this link (it works once):\n{link}")


def _give_up_if_hopeless(plan: Plan, healthy_by: float) -> None:
    for child in plan.children:
        if child.failures >= FAILURES_ACCEPTED_AT_START:
            raise CommandFailed(f"{child.name} does not start.\n{child.last_words()}")
    if time.monotonic() > healthy_by:
        words = "\n".join(child.last_words() for child in plan.children)
        raise CommandFailed(f"The web server does not answer after {HEALTHY_WITHIN:g} s.\n{words}")


def _seconds_to_sleep(plan: Plan) -> float:
    return min([TICK, *(child.seconds_to_start(time.monotonic()) for child in plan.children)])


def _allow_many_connections() -> None:
    """Each open page holds a connection: take all the descriptors that this account may have."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != hard:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def web(*, host: str, port: int, workers: int) -> Sequence[str]:
    """The command of the web server."""
    where = ("--host", host, "--port", str(port), "--workers", str(workers))
    return [sys.executable, "-m", "bailiwick.site.web", *where, "bailiwick.site.asgi:application"]
