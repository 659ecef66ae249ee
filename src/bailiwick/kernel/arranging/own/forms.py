"""The form of what is mailed to somebody."""

from typing import Any

from django import forms

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.notifications import queries
from bailiwick.kernel.notifications.models import NotificationChoice
from bailiwick.kernel.ui.forms import Form

ALWAYS = " (your organization mails this always)"
TIME = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class ChoiceForm(Form):
    """Which news comes by mail, and when none does."""

    mailed = forms.MultipleChoiceField(
        label="By mail",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="The page of notifications shows everything all the same.",
    )
    quiet_from = forms.TimeField(label="Quiet from", required=False, widget=TIME)
    quiet_until = forms.TimeField(
        label="Quiet until",
        required=False,
        widget=TIME,
        help_text="In your time zone; it may last over midnight. Mail waits until then.",
    )
    language = forms.ChoiceField(
        label="Language",
        required=False,
        help_text="Where your organization has words of its own in it; the rest comes as usual.",
    )

    def __init__(self, *args: Any, actor: Actor, choice: NotificationChoice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = queries.offered(actor)
        self.offered = [
            (one.news.name, f"{one.news.title}{ALWAYS if one.is_mandatory else ''}") for one in offered
        ]
        self.initial["language"] = choice.language
        self._offer("mailed", self.offered)
        self._offer("language", [("", "As usual"), *((one, one) for one in queries.languages())])
        if not queries.languages():
            del self.fields["language"]
        self.initial["mailed"] = [name for name, _ in self.offered if name not in choice.unmailed]
        self.initial["quiet_from"], self.initial["quiet_until"] = choice.quiet_from, choice.quiet_until

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def chosen(self) -> dict[str, Any]:
        """As the operation takes it."""
        data = dict(self.cleaned_data)
        mailed = set(data.pop("mailed"))
        return {"unmailed": [name for name, _ in self.offered if name not in mailed], **data}
