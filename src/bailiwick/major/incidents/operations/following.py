"""Follow the procedure, step by step, and write down what happens."""

from datetime import datetime

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid, NotFound
from bailiwick.kernel.work.texts import body
from bailiwick.major.incidents.models import MajorIncident, Milestone
from bailiwick.major.incidents.operations.acting import act


def complete_step(
    major: MajorIncident, *, by: Actor, step: int, text: str = "", at: datetime | None = None
) -> Milestone:
    """Note that a step of the procedure was done (1 is the first); a remark may say how."""
    remark = body(text, "text")
    with act("major_incident.step", major, by=by, at=at) as doing:
        wanted = _step(doing.major, step)
        if Milestone.objects.filter(major=major, step=step, voided_at=None).exists():
            raise Invalid({"step": f"Step {step} is done already."})
        doing.op.facts["step"] = step
        return doing.milestone(
            "step", f"did step {step}: {wanted}" + (f" ({remark})" if remark else ""), step=step
        )


def retract_step(major: MajorIncident, *, by: Actor, step: int) -> None:
    """Take back that a step was done; the line stays, struck out."""
    with act("major_incident.step", major, by=by) as doing:
        _step(doing.major, step)
        done = Milestone.objects.filter(major=major, step=step, voided_at=None)
        if not done.update(voided_at=clock.now()):
            raise Invalid({"step": f"Step {step} is not done."})
        doing.op.facts["undone"] = step


def note(major: MajorIncident, *, by: Actor, text: str, at: datetime | None = None) -> Milestone:
    """Write into the timeline what happened, now or at a time since the declaration."""
    what = body(text, "text", needed=True)
    with act("major_incident.note", major, by=by, at=at) as doing:
        return doing.milestone("note", what)


def _step(major: MajorIncident, step: int) -> str:
    """What the procedure says in a step; raises NotFound."""
    steps = major.procedure.steps
    if not 1 <= step <= len(steps):
        raise NotFound("The procedure has no such step.")
    return str(steps[step - 1]["text"])
