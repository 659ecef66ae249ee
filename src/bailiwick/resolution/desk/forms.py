"""The forms of the incident pages: what each verb asks for."""

from typing import Any

from django import forms

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.identity.queries import oneself, staff_in_teams, staff_with_roles, teams_in_use
from bailiwick.kernel.process.types import Category as StateCategory
from bailiwick.kernel.process.types import Definition
from bailiwick.kernel.ui.choosing import Choosing, RecordField
from bailiwick.kernel.ui.forms import Form, VersionField
from bailiwick.kernel.work.relations.queries import parts
from bailiwick.portfolio.services.queries import services_in_use
from bailiwick.resolution.incidents import queries
from bailiwick.resolution.incidents.models import Incident, Level
from bailiwick.resolution.incidents.operations import CLOSURE_CODES

LEVELS = [("", "Not judged yet"), *((str(value), label) for value, label in Level.choices)]
MOST_PEOPLE = 300


class IncidentForm(Choosing, Form):
    """A form about one incident, made for an actor."""

    version = VersionField()

    def __init__(
        self, *args: Any, incident: Incident | None = None, actor: Actor, of: Definition, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.incident, self.actor, self.of = incident, actor, of
        if incident is not None:
            self.initial.setdefault("version", incident.version)
        else:
            del self.fields["version"]
        self.arrange()

    def arrange(self) -> None:
        """Fill choices and initial values from the incident."""


class ReportForm(IncidentForm):
    """Log an incident."""

    title = forms.CharField(label="What is wrong?", max_length=250)
    description = forms.CharField(
        label="More about it",
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="What happened, since when, who is affected. Markdown works.",
    )
    service = RecordField(label="Service", required=False)
    classification = RecordField(label="Category", required=False)
    impact = forms.ChoiceField(label="Impact", choices=LEVELS, required=False)
    urgency = forms.ChoiceField(label="Urgency", choices=LEVELS, required=False)
    channel = forms.ChoiceField(label="How it was reported", choices=Incident.Channel.choices, required=False)
    reporter = forms.CharField(
        label="Reporter",
        required=False,
        help_text="Name or e-mail of a person known here; yourself if left empty.",
    )
    team = RecordField(label="Team", required=False)
    assignee = RecordField(label="Assigned to", required=False)

    def arrange(self) -> None:
        self.offer("service", services_in_use(self.actor), "Not known yet")
        self.offer("classification", queries.categories_in_use(), "Not known yet")
        self.offer("team", teams_in_use(), "Nobody yet")
        self.offer("assignee", staff_in_teams()[:MOST_PEOPLE], "Nobody yet")
        self.initial.setdefault("channel", Incident.Channel.PHONE)


class ClassificationForm(IncidentForm):
    """Service and category."""

    service = RecordField(label="Service")
    classification = RecordField(label="Category")

    def arrange(self) -> None:
        self.offer("service", services_in_use(self.actor), "Choose one")
        self.offer("classification", queries.categories_in_use(), "Choose one")
        if self.incident is not None:
            self.initial.update(
                {
                    "service": self.incident.service_id,
                    "classification": self.incident.classification_id,
                }
            )


class PriorityForm(IncidentForm):
    """Impact and urgency; the matrix gives the priority."""

    impact = forms.ChoiceField(label="Impact", choices=LEVELS)
    urgency = forms.ChoiceField(label="Urgency", choices=LEVELS)
    priority = forms.ChoiceField(
        label="Priority",
        required=False,
        choices=[("", "As the matrix says"), *((str(n), f"P{n}") for n in range(1, 6))],
    )
    override_reason = forms.CharField(
        label="Why another priority?", required=False, help_text="Needed when it is not what the matrix says."
    )

    def arrange(self) -> None:
        if self.incident is not None:
            self.initial.update({"impact": self.incident.impact, "urgency": self.incident.urgency})


class AssignmentForm(IncidentForm):
    """A team, perhaps one of its people."""

    team = RecordField(label="Team")
    assignee = RecordField(label="Assigned to", required=False)
    reason = forms.CharField(label="Why?", required=False)

    def arrange(self) -> None:
        self.offer("team", teams_in_use(), "Choose one")
        self.offer("assignee", staff_in_teams()[:MOST_PEOPLE], "Nobody yet")
        if self.incident is not None:
            self.initial.update({"team": self.incident.team_id, "assignee": self.incident.assignee_id})


class WorkForm(IncidentForm):
    """Who begins to work."""

    assignee = RecordField(label="Who works on it?")

    def arrange(self) -> None:
        people = list(staff_in_teams()[:MOST_PEOPLE])
        me = oneself(self.actor)
        if me is not None and me not in people:
            people.insert(0, me)
        self.offer("assignee", people, "Choose one")
        self.initial.update({"assignee": self.actor.person_id})


class WaitingForm(IncidentForm):
    """What it waits for, and why."""

    state = forms.ChoiceField(label="Waits for")
    reason = forms.CharField(label="What exactly?", widget=forms.Textarea(attrs={"rows": 3}))

    def arrange(self) -> None:
        now = self.incident.state if self.incident is not None else ""
        held = {
            target.state
            for move in self.of.transitions
            if move.verb == "incident.hold"
            for target in move.targets
        } - {now}
        self.offer_choices(
            "state",
            [
                (
                    state.name,
                    state.title
                    + (" (its clock stands still)" if state.category is StateCategory.PAUSED else ""),
                )
                for state in self.of.states
                if state.name in held
            ],
        )


class EscalationForm(IncidentForm):
    """More skill, or more authority."""

    kind = forms.ChoiceField(
        label="What is missing?",
        choices=[("functional", "Skill: another team"), ("hierarchic", "Authority: a manager")],
    )
    team = RecordField(label="Team", required=False, help_text="For skill; all of the team are told.")
    person = RecordField(label="Manager", required=False, help_text="For authority.")
    reason = forms.CharField(label="Why?", widget=forms.Textarea(attrs={"rows": 3}))

    def arrange(self) -> None:
        self.offer("team", teams_in_use(), "Nobody")
        self.offer("person", staff_with_roles()[:MOST_PEOPLE], "Nobody")


class ResolutionForm(IncidentForm):
    """How the service was restored."""

    resolution = forms.CharField(
        label="How was the service restored?", widget=forms.Textarea(attrs={"rows": 4})
    )
    closure_code = forms.ChoiceField(
        label="Outcome",
        choices=[pair for pair in CLOSURE_CODES.items() if pair[0] not in ("duplicate", "not_an_incident")],
    )
    note = forms.CharField(
        label="What was done",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Only needed when nothing was written down before.",
    )
    parts = forms.BooleanField(label="Its open parts are resolved in the same way", required=False)

    def arrange(self) -> None:
        if self.incident is not None and not parts(self.incident).filter(is_live=True).exists():
            del self.fields["parts"]


class ReasonForm(IncidentForm):
    """A reason."""

    reason = forms.CharField(label="Why?", widget=forms.Textarea(attrs={"rows": 3}))


class ConfirmationForm(IncidentForm):
    """Close it."""

    is_confirmed = forms.BooleanField(label="The reporter has confirmed that it works again", required=False)
    parts = forms.BooleanField(
        label="Its parts follow: open ones are resolved, all are closed", required=False
    )

    def arrange(self) -> None:
        if self.incident is not None and not parts(self.incident).exclude(category="closed").exists():
            del self.fields["parts"]
        if self.incident is not None and self.incident.reporter_id == self.actor.person_id:
            del self.fields["is_confirmed"]


class CancellationForm(IncidentForm):
    """A duplicate, or no incident at all."""

    closure_code = forms.ChoiceField(
        label="What is it?", choices=[("not_an_incident", "Not an incident"), ("duplicate", "A duplicate")]
    )
    was = forms.ChoiceField(
        label="If it is not an incident, what is it?",
        required=False,
        choices=[("", "Not known"), *Incident.Was.choices],
    )
    duplicate_of = forms.CharField(
        label="Of which incident?", required=False, help_text="For example INC-12."
    )
    reason = forms.CharField(label="Why?", widget=forms.Textarea(attrs={"rows": 3}))


class DetailsForm(IncidentForm):
    """Title and description."""

    title = forms.CharField(label="Title", max_length=250)
    description = forms.CharField(
        label="Description", required=False, widget=forms.Textarea(attrs={"rows": 10})
    )

    def arrange(self) -> None:
        if self.incident is not None:
            self.initial.update({"title": self.incident.title, "description": self.incident.description})


class EmptyForm(IncidentForm):
    """Nothing to say but yes."""


class CommentForm(IncidentForm):
    """Something to say."""

    text = forms.CharField(label="Comment", widget=forms.Textarea(attrs={"rows": 4}))
    is_public = forms.BooleanField(
        label="The reporters may read it", required=False, help_text="Otherwise it stays among the staff."
    )
