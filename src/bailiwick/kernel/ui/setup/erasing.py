"""Erasing what is kept of a person, with a preview, and legal holds that forbid it."""

from django import forms

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.identity import remembered, traces
from bailiwick.kernel.identity.models import LegalHold, Person
from bailiwick.kernel.identity.operations.erasing import erase_person, hold_person, release_person
from bailiwick.kernel.ui.registers.declaration import Action, Part, ReasonForm

Rows = list[tuple[str, str, str]]


class ErasureForm(ReasonForm):
    """Why, and how much of the ledger goes with it."""

    with_acts = forms.BooleanField(
        label="Also take the content of the entries of what they did, and of those that name them",
        required=False,
        help_text="Names, reasons and facts go with it; what was changed, when, and every proof stay.",
    )


def hold_note(hold: LegalHold) -> str:
    """Why somebody was put under legal hold, and whether it still holds."""
    return f"{hold.reason} · lifted {hold.lifted_at:%Y-%m-%d}" if hold.lifted_at else f"{hold.reason} · holds"


def is_held(person: Person) -> bool:
    """Whether nothing of the person may be erased."""
    return person.holds.filter(lifted_at=None).exists()


def preview(_actor: Actor, person: Person) -> list[Part]:
    """What an erasure would take away, and what would stay and why; nothing is written."""
    found = remembered.entries(person, with_acts=False)
    goes: Rows = [
        ("Name, e-mail address, time zone", "", f"They become “Erased person {person.pk}”."),
        ("Sign-in and password", "", "Unless it leads to another organization."),
        ("Teams and roles", "", "They leave the teams, and hold no role any more."),
        *((one.label, "", f"{one.count(person):,}. {one.note}".rstrip(". ")) for one in traces.taken()),
        ("Entries of the ledger about them", "", f"{len(found.about):,}, with the changes of their data"),
    ]
    stays: Rows = [
        *((one.label, "", f"{one.count(person):,}. {one.note}") for one in traces.staying()),
        (
            "Entries of what they did, or that name them",
            "",
            f"{remembered.count_done(person):,}, and those with their name. Their content goes if you say so.",
        ),
        ("Texts in which somebody mentions them", "", "Nobody can find these for you: look through them."),
        ("Backups made until now", "", "They hold what was erased, until you remove them."),
    ]
    return [*_obstacles(person), Part("Goes for good", goes), Part("Stays", stays)]


def _obstacles(person: Person) -> list[Part]:
    rows: Rows = [(str(one), "", one.reason) for one in person.holds.filter(lifted_at=None)]
    if not person.is_disabled:
        rows.append(("They still have access", f"/people/{person.pk}/disable/", "Disable them first."))
    return [Part("Not possible now", rows)] if rows else []


ERASING = (
    Action(
        "hold", "Legal hold", "person.hold", ReasonForm,
        lambda one, by, data, _version: hold_person(one, by=by, reason=data["reason"]),
        icon="lock", when=lambda one: one.erased_at is None and not is_held(one),
        done="Nothing of them can be erased now.",
    ),
    Action(
        "release", "Lift the legal hold", "person.release", ReasonForm,
        lambda one, by, data, _version: release_person(one, by=by, reason=data["reason"]),
        icon="lock-open", when=is_held, done="The legal hold is lifted.",
    ),
    Action(
        "erase", "Erase their data", "person.erase", ErasureForm,
        lambda one, by, data, version: erase_person(
            one, by=by, reason=data["reason"], with_acts=data["with_acts"], expected_version=version
        ),
        icon="eraser", when=lambda one: one.erased_at is None, done="Erased, for good.", preview=preview,
    ),
)  # fmt: skip
