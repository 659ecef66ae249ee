"""The registers of criteria and of the versions of the procedure."""

from typing import Any

from django import forms

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.base.keyset import Sort
from bailiwick.kernel.ui.choosing import RecordField
from bailiwick.kernel.ui.jinja import times
from bailiwick.kernel.ui.registers.declaration import (
    Action,
    Column,
    Part,
    ReasonForm,
    Register,
    RegisterForm,
    declare,
)
from bailiwick.major.incidents import queries, shipped
from bailiwick.major.incidents.models import (
    CriterionVersion,
    MajorIncidentCriterion,
    MajorIncidentProcedure,
)
from bailiwick.major.incidents.operations import arranging
from bailiwick.portfolio.services.queries import service_numbered, services_in_use

OPTIONAL = "(optional)"
PRIORITIES = [("", "Any"), *((str(n), f"P{n}" if n == 1 else f"P{n} or higher") for n in range(1, 6))]
DAY = forms.DateInput(attrs={"type": "date"})


class CriterionForm(RegisterForm):
    """A criterion, and who agreed it for the customers."""

    name = forms.CharField(label="Name", max_length=200)
    text = forms.CharField(
        label="When is an incident a major one?",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="In words that the customers agreed to.",
    )
    priority_at_most = forms.TypedChoiceField(
        label="Priority", choices=PRIORITIES, coerce=int, empty_value=None, required=False
    )
    reports_at_least = forms.IntegerField(
        label="Reports of the same disturbance, at least",
        required=False,
        min_value=2,
        max_value=10_000,
        help_text="The incident and those linked to it. What is asked here has to be reached together.",
    )
    service = RecordField(label="Only of this service", required=False)
    agreed_with = forms.CharField(label="Who agreed it for the customers?", required=False, max_length=250)
    agreed_on = forms.DateField(label="When was it agreed?", required=False, widget=DAY)
    review_on = forms.DateField(label="When is it looked at again?", required=False, widget=DAY)

    def arrange(self) -> None:
        self.offer("service", services_in_use(self.actor), "Any service")
        if self.record is None or self.record.current is None:
            return
        now = self.record.current
        self.initial.update({"name": self.record.name, "service": now.service_id})
        for name in ("text", "priority_at_most", "reports_at_least", "agreed_with", "agreed_on", "review_on"):
            self.initial[name] = getattr(now, name)


def _threshold(one: CriterionVersion | None) -> str:
    if one is None:
        return ""
    parts = [
        dict(PRIORITIES)[str(one.priority_at_most)] if one.priority_at_most else "",
        f"{one.reports_at_least} reports or more" if one.reports_at_least else "",
        f"of {service_numbered(one.service_id).name}" if one.service_id else "",
    ]
    return ", ".join(filter(None, parts)) or "None that records can tell"


def _agreed(one: CriterionVersion | None) -> str:
    if one is None or not one.agreed_with:
        return "Not agreed yet"
    on = f", {times.day(one.agreed_on)}" if one.agreed_on else ""
    return f"{one.agreed_with}{on}"


def _facts(one: MajorIncidentCriterion) -> list[tuple[str, Any]]:
    now = one.current
    return [
        ("In words", now.text if now else None),
        ("Threshold", _threshold(now)),
        ("Agreed with", _agreed(now)),
        ("Looked at again", now.review_on if now else None),
        ("Version in force", now.number if now else None),
        ("State", "Retired" if one.retired_at else "In use"),
    ]


def _versions(_actor: Actor, one: MajorIncidentCriterion) -> list[Part]:
    rows = [
        (f"Version {each.number}: {each.text}", "", f"{_threshold(each)} · {_agreed(each)}")
        for each in queries.versions(one)[:50]
    ]
    return [Part("Versions", rows)]


CRITERIA = declare(
    Register(
        name="major-criteria",
        title="Major incident criteria",
        singular="criterion",
        lead="What makes an incident a major one, as agreed with the customers.",
        icon="urgent",
        group="Setup",
        order=76,
        read="organization.read",
        rows=lambda _actor: queries.criteria(),
        columns=(
            Column("name", "Name", "main", sort="name"),
            Column("threshold", "Threshold"),
            Column("agreed", "Agreed with"),
            Column("state", "State"),
        ),
        shown=lambda one: {
            "name": one.name,
            "threshold": _threshold(one.current),
            "agreed": _agreed(one.current),
            "state": "Retired" if one.retired_at else "In use",
        },
        sorts={"name": Sort("name")},
        default="name",
        facts=_facts,
        parts=_versions,
        add_verb="major_criterion.add",
        add_form=CriterionForm,
        add=lambda by, data: arranging.add_criterion(by=by, **data),
        actions=(
            Action(
                "revise", "New version", "major_criterion.revise", CriterionForm,
                lambda one, by, data, version: arranging.revise_criterion(
                    one, by=by, expected_version=version, **data
                ),
                when=lambda one: one.retired_at is None,
            ),
            Action(
                "retire", "Retire", "major_criterion.retire", ReasonForm,
                lambda one, by, data, _version: arranging.retire_criterion(one, by=by, reason=data["reason"]),
                icon="x", when=lambda one: one.retired_at is None, done="Retired.",
            ),
        ),
    )
)  # fmt: skip


class ProcedureForm(RegisterForm):
    """The procedure: its text, its steps and its limits."""

    text = forms.CharField(
        label="In words", widget=forms.Textarea(attrs={"rows": 8}), help_text="Markdown works."
    )
    steps = forms.CharField(
        label="Steps",
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=f"One a line. Begin a line with {OPTIONAL} when the step is not always needed.",
    )
    inform_within = forms.IntegerField(
        label="Top management is informed within (minutes)", min_value=1, max_value=10_000
    )
    update_every = forms.IntegerField(
        label="Audiences hear again after (minutes)", min_value=1, max_value=1440
    )
    review_within_days = forms.IntegerField(
        label="The review is held within (days after the restoration)", min_value=1, max_value=10_000
    )
    approved_by = forms.CharField(label="Approved by", max_length=250)
    review_on = forms.DateField(label="When is it looked at again?", widget=DAY)

    def arrange(self) -> None:
        newest = queries.procedure_in_force()
        # What the form was made from: who comes second is told so.
        self.fields["based_on"] = forms.IntegerField(
            required=False, min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput
        )
        self.initial["based_on"] = newest.number if newest else 0
        says: Any = newest or shipped
        self.initial.setdefault("text", newest.text if newest else shipped.TEXT.strip())
        self.initial.setdefault("steps", _lines(newest.steps if newest else shipped.STEPS))
        limits = ("inform_within", "update_every", "review_within_days")
        for name in limits:
            self.initial.setdefault(name, getattr(says, name if newest else name.upper()))


def _lines(steps: list[dict[str, Any]]) -> str:
    return "\n".join(one["text"] if one["is_needed"] else f"{OPTIONAL} {one['text']}" for one in steps)


def _publish(by: Actor, data: dict[str, Any]) -> MajorIncidentProcedure:
    lines = [one.strip() for one in data.pop("steps").splitlines() if one.strip()]
    steps = [
        {"text": one.removeprefix(OPTIONAL).strip(), "is_needed": not one.startswith(OPTIONAL)}
        for one in lines
    ]
    if any(not one["text"] for one in steps):
        raise Invalid({"steps": "A line says nothing."})
    return arranging.publish_procedure(by=by, steps=steps, expected_number=data.pop("based_on"), **data)


def _steps(_actor: Actor, one: MajorIncidentProcedure) -> list[Part]:
    rows = [
        (f"{number}. {step['text']}", "", "" if step["is_needed"] else "optional")
        for number, step in enumerate(one.steps, 1)
    ]
    return [Part("Steps", rows)]


PROCEDURES = declare(
    Register(
        name="major-procedures",
        title="Major incident procedure",
        singular="procedure",
        lead="What is done in a major incident, and until when. The newest version is in force.",
        icon="list-check",
        group="Setup",
        order=77,
        read="organization.read",
        rows=lambda _actor: queries.procedures(),
        columns=(
            Column("name", "Version", "main"),
            Column("approved_by", "Approved by"),
            Column("created_at", "In force since", "time"),
        ),
        shown=lambda one: {
            "name": str(one),
            "approved_by": one.approved_by or "Nobody yet",
            "created_at": one.created_at,
        },
        sorts={"newest": Sort("-number")},
        default="newest",
        facts=lambda one: [
            ("In words", one.text),
            ("Top management is informed within", f"{one.inform_within} minutes"),
            ("Audiences hear again after", f"{one.update_every} minutes"),
            ("The review is held within", f"{one.review_within_days} days"),
            ("Approved by", one.approved_by or "Nobody yet: it came with Bailiwick"),
            ("Looked at again", one.review_on),
        ],
        parts=_steps,
        add_verb="major_procedure.publish",
        add_form=ProcedureForm,
        add=_publish,
    )
)
