"""What somebody sends who changes a process."""

from collections.abc import Collection
from typing import Any

from django import forms

from bailiwick.kernel.process.examination import Examined
from bailiwick.kernel.process.strict_yaml import MAX_BYTES
from bailiwick.kernel.ui.forms import Form, VersionField


class ChangeForm(Form):
    """The next version as text, why it is published, and what is knowingly given up by it."""

    based_on = VersionField()
    definition = forms.CharField(
        label="Definition",
        strip=False,
        max_length=MAX_BYTES,
        widget=forms.Textarea(
            attrs={"rows": 26, "spellcheck": "false", "data-code": "", "autocomplete": "off"}
        ),
        help_text="The whole process as YAML; comments are not kept.",
    )
    accepted = forms.MultipleChoiceField(
        label="Decisions",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="A requirement needs these. What you tick is given up, for the reason below.",
    )
    reason = forms.CharField(
        label="Why is it changed?",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Everybody reads it in the list of versions; needed to publish.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Which decisions there are is known only when the text was examined.
        self.chosen: Collection[str] = self.data.getlist("accepted") if self.is_bound else ()  # type: ignore[attr-defined]
        self._offer([(key, key) for key in self.chosen])

    def offer_decisions(self, examined: Examined) -> None:
        """Let what a decision can accept be ticked; without any, there is no such field."""
        found = [one.finding for one in (*examined.errors, *examined.warnings) if one.finding.key]
        self._offer([(one.key, _spoken(one.message, one.requirements)) for one in found])

    def _offer(self, choices: list[tuple[str, str]]) -> None:
        field = self.fields.get("accepted")
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = choices


def _spoken(message: str, requirements: tuple[str, ...]) -> str:
    served = f" ({', '.join(requirements)})" if requirements else ""
    return f"{message[:1].upper()}{message[1:]}{served}"
