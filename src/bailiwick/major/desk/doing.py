"""How each verb of a major incident is done on a page: its address, its form and its operation."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import NotFound
from bailiwick.kernel.ledger import policies
from bailiwick.major.desk import forms
from bailiwick.major.incidents import operations
from bailiwick.major.incidents.models import MajorIncident

Data = dict[str, Any]
Perform = Callable[[MajorIncident, Actor, Data, int | None], object]
RUNNING, RESTORED = "running", "restored"
BOTH = (RUNNING, RESTORED)


@dataclass(frozen=True, slots=True)
class Doing:
    """One verb: the last part of its address, what it is called, where it is possible, and what it does."""

    verb: str
    resource: str
    label: str
    icon: str
    form: type[forms.MajorForm]
    perform: Perform
    done: str
    within: tuple[str, ...] = BOTH
    undoes: bool = False

    def address(self, major: MajorIncident) -> str:
        """Where its form is."""
        route = "major-incident-verb-undo" if self.undoes else "major-incident-verb"
        return reverse(route, args=[major.reference, self.resource])

    def is_offered(self, major: MajorIncident, actor: Actor) -> bool:
        """Whether somebody may do it now."""
        return major.state in self.within and policies.allows(actor, self.verb, major)


def _lead(major: MajorIncident, by: Actor, data: Data, version: int | None) -> object:
    return operations.name_lead(
        major, by=by, lead=data["lead"], reason=data["reason"], expected_version=version
    )


def _inform(major: MajorIncident, by: Actor, data: Data, _version: int | None) -> object:
    return operations.inform_management(
        major, by=by, told=data["told"], means=data["means"], text=data["text"], at=data["at"]
    )


def _communicate(major: MajorIncident, by: Actor, data: Data, _version: int | None) -> object:
    return operations.communicate(
        major, by=by, audiences=data["audiences"], text=data["text"], told=data["told"], means=data["means"],
        next_minutes=data["next_minutes"],
    )  # fmt: skip


def _note(major: MajorIncident, by: Actor, data: Data, _version: int | None) -> object:
    return operations.note(major, by=by, text=data["text"], at=data["at"])


def _restore(major: MajorIncident, by: Actor, data: Data, version: int | None) -> object:
    return operations.restore_major_incident(
        major, by=by, text=data["text"], at=data["at"], expected_version=version
    )


def _resume(major: MajorIncident, by: Actor, data: Data, version: int | None) -> object:
    return operations.resume_major_incident(major, by=by, reason=data["reason"], expected_version=version)


def _withdraw(major: MajorIncident, by: Actor, data: Data, version: int | None) -> object:
    return operations.withdraw_major_incident(major, by=by, reason=data["reason"], expected_version=version)


def _review(major: MajorIncident, by: Actor, data: Data, version: int | None) -> object:
    return operations.review_major_incident(
        major, by=by, participants=data["participants"], causes=data["causes"], helped=data["helped"],
        hindered=data["hindered"], improvements=data["improvements"].splitlines(), held_at=data["held_at"],
        expected_version=version,
    )  # fmt: skip


def _close(major: MajorIncident, by: Actor, data: Data, version: int | None) -> object:
    return operations.close_major_incident(major, by=by, summary=data["summary"], expected_version=version)


# Most usual first: the page shows the first few as buttons.
DOINGS = (
    Doing("major_incident.communicate", "communications", "Send an update", "send", forms.UpdateForm, _communicate,
          "Told."),
    Doing("major_incident.inform", "information", "Top management informed", "phone", forms.InformationForm, _inform,
          "Noted.", (RUNNING,)),
    Doing("major_incident.note", "notes", "Note what happened", "pencil", forms.NoteForm, _note, "Noted."),
    Doing("major_incident.restore", "restoration", "Service restored", "circle-check", forms.RestorationForm, _restore,
          "The service works again: the review is due.", (RUNNING,)),
    Doing("major_incident.review", "review", "Review", "clipboard-check", forms.ReviewForm, _review, "Kept.",
          (RESTORED,)),
    Doing("major_incident.close", "closure", "Close", "circle-minus", forms.ClosureForm, _close, "Closed.",
          (RESTORED,)),
    Doing("major_incident.lead", "lead", "Hand over the lead", "user-check", forms.LeadForm, _lead, "Handed over."),
    Doing("major_incident.withdraw", "withdrawal", "Withdraw", "arrow-back-up", forms.ReasonForm, _withdraw,
          "Withdrawn: the incident goes on as an ordinary one.", (RUNNING,)),
    Doing("major_incident.resume", "restoration", "Not restored after all", "history", forms.ReasonForm, _resume,
          "It runs again.", (RESTORED,), undoes=True),
)  # fmt: skip


def find(resource: str, *, undoes: bool) -> Doing:
    """The verb of an address; raises NotFound."""
    for doing in DOINGS:
        if doing.resource == resource and doing.undoes == undoes:
            return doing
    raise NotFound("There is no such page.")


def offered(major: MajorIncident, actor: Actor) -> list[dict[str, str]]:
    """What somebody can do next, most usual first."""
    return [
        {"label": one.label, "icon": one.icon, "url": one.address(major)}
        for one in sorted(DOINGS, key=lambda one: _rank(one, major))
        if one.is_offered(major, actor)
    ]


def _rank(one: Doing, major: MajorIncident) -> int:
    """What is waited for stands first: to inform, then to review."""
    if one.resource == "information":
        return 0 if major.management_informed_at is None else 2
    if major.state == RESTORED and one.resource in ("review", "closure"):
        return 0
    return 1
