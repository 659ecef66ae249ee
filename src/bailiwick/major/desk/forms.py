"""The forms of the pages of major incidents: what each verb asks for."""

from typing import Any

from django import forms

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.ui.choosing import Choosing, RecordField
from bailiwick.kernel.ui.forms import Form, VersionField
from bailiwick.major.incidents import queries
from bailiwick.major.incidents.models import Communication, MajorIncident
from bailiwick.major.incidents.operations import MEANS
from bailiwick.resolution.incidents.models import Incident

MOST_PEOPLE = 500


def _text(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _when(label: str) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"})
    return forms.DateTimeField(label=label, required=False, widget=widget, help_text="Now, if left empty.")


class MajorForm(Choosing, Form):
    """A form about one major incident, made for an actor."""

    version = VersionField()

    def __init__(self, *args: Any, major: MajorIncident, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.major, self.actor = major, actor
        self.initial.setdefault("version", major.version)
        self.arrange()

    def arrange(self) -> None:
        """Fill choices and initial values."""


class DeclarationForm(Choosing, Form):
    """On which criterion, why, and who leads it."""

    criterion = RecordField(label="Which criterion does it reach?", required=False)
    reason = forms.CharField(label="Why is it a major incident?", widget=_text())
    lead = RecordField(label="Who leads it?")

    def __init__(self, *args: Any, incident: Incident, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("criterion", queries.criteria_in_force(), "None of them, but see the reason")
        self.offer("lead", queries.possible_leads()[:MOST_PEOPLE], "Choose one")
        proposal = queries.proposal_of(incident)
        if proposal is not None:
            self.initial.update({"criterion": proposal.criterion_id, "reason": proposal.criterion.text})
        leaders = queries.leaders(incident)
        self.initial["lead"] = actor.person_id if actor.person_id in leaders or not leaders else leaders[0]


class ReasonForm(MajorForm):
    """A reason."""

    reason = forms.CharField(label="Why?", widget=_text())


class DismissalForm(Form):
    """Why it is none."""

    reason = forms.CharField(label="Why is it no major incident?", widget=_text())


class LeadForm(MajorForm):
    """Who leads it from now on."""

    lead = RecordField(label="Who leads it from now on?")
    reason = forms.CharField(label="Why?", required=False)

    def arrange(self) -> None:
        self.offer("lead", queries.possible_leads()[:MOST_PEOPLE], "Choose one")


class InformationForm(MajorForm):
    """How top management was informed."""

    told = forms.CharField(label="Who was told?", max_length=250, help_text="Name the people.")
    means = forms.ChoiceField(label="By what means?", choices=list(MEANS.items()))
    text = forms.CharField(label="What were they told?", required=False, widget=_text())
    at = _when("When?")

    def arrange(self) -> None:
        people = queries.possible_leads().filter(pk__in=queries.top_management())
        self.initial.setdefault("told", ", ".join(person.name for person in people))


class UpdateForm(MajorForm):
    """What an audience is told, and when it hears again."""

    audiences = forms.MultipleChoiceField(
        label="To whom?", choices=Communication.Audience.choices, widget=forms.CheckboxSelectMultiple
    )
    text = forms.CharField(
        label="What is to be said?",
        widget=_text(5),
        help_text="What does not work, what is being done, what they can do meanwhile. Customers read it as a comment.",
    )
    means = forms.ChoiceField(label="By what means?", choices=list(MEANS.items()), initial="here")
    told = forms.CharField(
        label="Who exactly?", required=False, max_length=250, help_text="The whole audience, if left empty."
    )
    next_minutes = forms.IntegerField(label="They hear again in (minutes)", min_value=1, max_value=1440)

    def arrange(self) -> None:
        self.initial.setdefault("next_minutes", self.major.procedure.update_every)


class NoteForm(MajorForm):
    """What happened."""

    text = forms.CharField(label="What happened?", widget=_text())
    at = _when("When?")


class RestorationForm(MajorForm):
    """That it works again."""

    text = forms.CharField(
        label="How do you know that it works again?",
        widget=_text(),
        help_text="Who checked, and what they saw.",
    )
    at = _when("Since when?")


class ReviewForm(MajorForm):
    """What was learned."""

    held_at = _when("When was it held?")
    participants = forms.CharField(label="Who took part?", widget=_text(2))
    causes = forms.CharField(label="What was found: how did it come about?", widget=_text(5))
    helped = forms.CharField(label="What helped?", widget=_text())
    hindered = forms.CharField(label="What hindered?", required=False, widget=_text())
    improvements = forms.CharField(
        label="What is improved?", widget=_text(), help_text="One a line: what, by whom, until when."
    )

    def arrange(self) -> None:
        found = queries.review(self.major)
        if found is not None:
            for name in ("participants", "causes", "helped", "hindered", "held_at"):
                self.initial.setdefault(name, getattr(found, name))
            self.initial.setdefault("improvements", "\n".join(found.improvements))


class ClosureForm(MajorForm):
    """The report's first sentences."""

    summary = forms.CharField(
        label="Sum it up for the report",
        widget=_text(4),
        help_text="What happened, whom it hit and for how long, and what follows from it.",
    )
