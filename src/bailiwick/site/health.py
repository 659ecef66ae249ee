"""How the installation is, as far as it concerns an organization's administrators: in words, with what to do."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from django.conf import settings
from django.db import connection

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.calendar.queries import calendars_in_use, holidays_through
from bailiwick.kernel.jobs import runs
from bailiwick.kernel.jobs.models import Run
from bailiwick.site.cli.calendar_soundness import AHEAD
from bailiwick.site.cli.ledger_soundness import SEAL_AT_LATEST, SEAL_WITHIN, SIGN_WITHIN
from bailiwick.site.cli.soundness import LITTLE_SPACE, NO_SPACE

WORKER_SILENT, WORKER_GONE = 60.0, 300.0
RESTART = "Start it with “bailiwick up”, or look at its log."


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: how it is, and what to do about it when it is not well."""

    name: str
    level: Literal["ok", "warn", "fail"]
    text: str
    advice: str = ""
    url: str = ""


def findings(actor: Actor) -> list[Finding]:
    """Everything that is looked at, what is worst first; the organization's scope must be open."""
    looks: tuple[Callable[[Actor], Finding], ...] = (
        _worker, _jobs, _sealing, _checkpoints, _disk, _mail, _holidays,
    )  # fmt: skip
    return sorted((look(actor) for look in looks), key=lambda one: ("fail", "warn", "ok").index(one.level))


def _worker(_actor: Actor) -> Finding:
    silent = _row("select extract(epoch from now() - max(last_heartbeat))::float from procrastinate_workers")[
        0
    ]
    if silent is None or silent > WORKER_GONE:
        since = (
            "has not been heard yet" if silent is None else f"was last heard {silent / 60:,.0f} minutes ago"
        )
        return Finding(
            "Worker", "fail", f"The worker {since}: no mail leaves, nothing is sealed, exports wait.", RESTART
        )
    level: Literal["ok", "warn"] = "warn" if silent > WORKER_SILENT else "ok"
    text = f"The worker was heard {silent:,.0f} seconds ago."
    return Finding("Worker", level, text, "Look again in a minute." if level == "warn" else "")


def _jobs(actor: Actor) -> Finding:
    failed = runs.all_runs(actor).filter(state=Run.State.FAILED).count()
    if failed:
        advice = "Read why, then have them done again or give them up."
        return Finding("Background jobs", "warn", f"{failed:,} failed.", advice, "/jobs/?q=failed")
    return Finding("Background jobs", "ok", "None of them failed.", url="/jobs/")


def _sealing(_actor: Actor) -> Finding:
    waiting, seconds = _row("select unsealed, oldest_seconds from ledger_health()")
    if seconds > SEAL_WITHIN:
        text = f"{waiting:,} entries wait to be sealed, the oldest for {seconds / 60:,.0f} minutes."
        return Finding(
            "Ledger", "fail" if seconds > SEAL_AT_LATEST else "warn", text, f"The worker seals. {RESTART}"
        )
    return Finding("Ledger", "ok", f"Entries are sealed as they come; {waiting:,} wait now.")


def _checkpoints(_actor: Actor) -> Finding:
    [seconds] = _row("select unsigned_seconds from ledger_health()")
    if seconds > SIGN_WITHIN.total_seconds():
        text = f"What was sealed {seconds / 60:,.0f} minutes ago is not signed."
        return Finding(
            "Checkpoints", "warn", text, "Ask your operator for what “bailiwick check” says of the keys."
        )
    return Finding("Checkpoints", "ok", "What was sealed is signed.")


def _disk(_actor: Actor) -> Finding:
    free = shutil.disk_usage(settings.DATA).free
    level: Literal["ok", "warn", "fail"] = (
        "fail" if free < NO_SPACE else "warn" if free < LITTLE_SPACE else "ok"
    )
    advice = "" if level == "ok" else "Make room before it is full: old backups, logs, or a larger disk."
    return Finding("Disk", level, f"{free / 2**30:,.1f} GB are free.", advice)


def _mail(_actor: Actor) -> Finding:
    if not settings.EMAIL_HOST:
        advice = "Set BAILIWICK_SMTP_HOST; people are told on their pages only until then."
        return Finding("Mail", "warn", "No mail server is set up.", advice)
    return Finding("Mail", "ok", f"Mail leaves by {settings.EMAIL_HOST}.")


def _holidays(_actor: Actor) -> Finding:
    until, short = clock.now().date() + AHEAD, []
    for calendar in calendars_in_use():
        through = holidays_through(calendar.current) if calendar.current else None
        if through is not None and through < until:
            short.append(f"“{calendar}” (to {through.isoformat()})")
    if short:
        advice = (
            "Open the calendar and add the coming year's days; country rules are drawn further every night."
        )
        text = f"Holidays are known for less than a year: {', '.join(short[:5])}."
        return Finding("Holidays", "warn", text, advice, "/calendars/")
    return Finding(
        "Holidays", "ok", "Every calendar knows its holidays for a year to come.", url="/calendars/"
    )


def _row(sql: str) -> tuple[float, ...]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        row: tuple[float, ...] = cursor.fetchone()
    return row
