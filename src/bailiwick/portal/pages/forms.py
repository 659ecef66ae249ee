"""The forms of the portal."""

from typing import Any

from django import forms

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.ui.choosing import Choosing, RecordField
from bailiwick.kernel.ui.forms import Form
from bailiwick.portal.ratings.models import Rating
from bailiwick.portal.ratings.operations import WORDS_LENGTH
from bailiwick.portal.ratings.types import SCORES
from bailiwick.portfolio.services.queries import services_in_use

MOST_SERVICES = 500


class ReportForm(Choosing, Form):
    """What is wrong."""

    title = forms.CharField(label="What is wrong?", max_length=250)
    description = forms.CharField(
        label="Tell us more",
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="What did you do, what happened, since when, and whom does it hinder?",
    )
    service = RecordField(label="Which service?", required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("service", services_in_use(actor)[:MOST_SERVICES], "I do not know")


class ReopeningForm(Form):
    """Why it is not solved."""

    reason = forms.CharField(
        label="What is still wrong?", widget=forms.Textarea(attrs={"rows": 4}), max_length=5_000
    )


class RatingForm(Form):
    """How it was handled; nothing is chosen beforehand."""

    score = forms.TypedChoiceField(
        label="How did we do?",
        choices=[(value, f"{value} – {label}") for value, label in SCORES.items()],
        coerce=int,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label="What was good, what should be better?",
        required=False,
        max_length=WORDS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, given: Rating | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if given is not None:
            self.initial = {"score": given.score, "words": given.words}
