"""The form of what is mailed to somebody."""

from typing import Any

from django import forms

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.notifications import kinds
from bailiwick.kernel.notifications.models import NotificationChoice
from bailiwick.kernel.ui.forms import Form

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

    def __init__(self, *args: Any, actor: Actor, choice: NotificationChoice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = [(kind.name, kind.title) for kind in kinds.offered(actor)]
        mailed = self.fields["mailed"]
        assert isinstance(mailed, forms.MultipleChoiceField)
        mailed.choices = self.offered
        self.initial["mailed"] = [name for name, _ in self.offered if name not in choice.unmailed]
        self.initial["quiet_from"], self.initial["quiet_until"] = choice.quiet_from, choice.quiet_until

    def chosen(self) -> dict[str, Any]:
        """As the operation takes it."""
        data = dict(self.cleaned_data)
        mailed = set(data.pop("mailed"))
        return {"unmailed": [name for name, _ in self.offered if name not in mailed], **data}
