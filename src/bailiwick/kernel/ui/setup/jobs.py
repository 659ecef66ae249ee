"""Background work of the organization: how far it is, why it failed, and what can be done about it."""

from typing import Any

from django.db.models import Q

from bailiwick.kernel.base.keyset import Sort
from bailiwick.kernel.jobs import operations, runs
from bailiwick.kernel.jobs.long import called
from bailiwick.kernel.jobs.models import Run
from bailiwick.kernel.ui.jinja.times import time
from bailiwick.kernel.ui.registers.declaration import (
    Action,
    Column,
    ReasonForm,
    Register,
    RegisterForm,
    declare,
)

IN_A_LIST = 160


class AgainForm(RegisterForm):
    """Nothing is asked: it is done again as it was asked for."""


def _state(run: Run) -> str:
    return "Broken off" if runs.is_broken_off(run) else run.get_state_display()


def _progress(run: Run) -> str:
    if run.total:
        return f"{run.done:,} of {run.total:,} {run.unit}".strip()
    return f"{run.done:,} {run.unit}".strip() if run.done else ""


def _shown(run: Run) -> dict[str, Any]:
    reason = run.error if len(run.error) <= IN_A_LIST else f"{run.error[:IN_A_LIST]} …"
    return {
        "title": run.title,
        "kind": called(run.kind),
        "state": _state(run),
        "progress": _progress(run),
        "asked_by": run.started_by_name,
        "created_at": run.created_at,
        "reason": reason,
    }


def _facts(run: Run) -> list[tuple[str, Any]]:
    return [
        ("What", called(run.kind)),
        ("State", _state(run)),
        ("Progress", _progress(run)),
        ("Why it failed", run.error),
        ("Asked for by", run.started_by_name),
        ("Asked for", time(run.created_at)),
        ("Begun", time(run.started_at)),
        ("Last sign of life", time(run.heartbeat_at)),
        ("Ended", time(run.finished_at)),
    ]


JOBS = declare(
    Register(
        name="jobs",
        title="Background jobs",
        singular="job",
        lead="Exports, imports and actions on many records, which run in the background. What failed says why, and "
        "can be done again.",
        icon="settings-automation",
        group="Setup",
        order=80,
        read="job.read",
        rows=runs.all_runs,
        columns=(
            Column("title", "Job", "main"),
            Column("kind", "What"),
            Column("state", "State"),
            Column("progress", "Progress"),
            Column("asked_by", "Asked for by"),
            Column("created_at", "Asked for", "time", sort="asked"),
            Column("reason", "Why it failed"),
        ),
        shown=_shown,
        sorts={"asked": Sort("created_at")},
        default="-asked",
        search=lambda _actor, words: Q(title__icontains=words) | Q(state=words.lower()) | Q(error__icontains=words),
        facts=_facts,
        actions=(
            Action(
                "again", "Do it again", "job.retry", AgainForm,
                lambda run, by, _data, _version: operations.retry_run(run, by=by),
                icon="refresh", when=operations.can_be_retried, done="It is done again, in the background.",
            ),
            Action(
                "abandon", "Give up", "job.abandon", ReasonForm,
                lambda run, by, data, _version: operations.abandon_run(run, by=by, reason=data["reason"]),
                icon="x", when=operations.can_be_abandoned, done="Given up. What was done until now stays done.",
            ),
        ),
    )
)  # fmt: skip
