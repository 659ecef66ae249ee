"""Forms of dashboards: a note on the charts, and how the parts are arranged."""

from collections.abc import Sequence
from typing import Any

from django import forms

from bailiwick.kernel.figures.parts import Part, Placed
from bailiwick.kernel.ui.forms import Form


class NoteForm(Form):
    """A note on the charts."""

    on = forms.DateField(label="Day", widget=forms.DateInput(attrs={"type": "date"}))
    text = forms.CharField(
        label="What happened?", max_length=300, help_text="A storm, a new release, a holiday."
    )
    is_public = forms.BooleanField(label="Customers see it too", required=False)


class ArrangeForm(Form):
    """For each part whether it is shown, its place, and its width."""

    def __init__(self, *args: Any, parts: Sequence[Part], placed: Sequence[Placed], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = {one.code: (place, one.width) for place, one in enumerate(placed, start=1)}
        # Those that are shown come first, in their order.
        self.parts = sorted(parts, key=lambda part: now.get(part.code, (len(parts) + 1, ""))[0])
        for part in self.parts:
            place, width = now.get(part.code, (None, "half"))
            self.fields[f"place_{part.code}"] = forms.IntegerField(
                label=f"Place of {part.title}", required=False, min_value=1, max_value=99, initial=place
            )
            self.fields[f"width_{part.code}"] = forms.ChoiceField(
                label=f"Width of {part.title}", choices=[("half", "Half"), ("full", "Full")], initial=width,
                required=False,
            )  # fmt: skip

    def rows(self) -> list[tuple[Part, forms.BoundField, forms.BoundField]]:
        """Each part with its fields."""
        return [(part, self[f"place_{part.code}"], self[f"width_{part.code}"]) for part in self.parts]

    def placed(self) -> list[Placed]:
        """The parts that have a place, in order."""
        given = self.cleaned_data
        chosen = [
            (given[f"place_{part.code}"], at, Placed(part.code, given[f"width_{part.code}"] or "half"))
            for at, part in enumerate(self.parts)
            if given.get(f"place_{part.code}") is not None
        ]
        return [one for _, _, one in sorted(chosen, key=lambda row: row[:2])]
