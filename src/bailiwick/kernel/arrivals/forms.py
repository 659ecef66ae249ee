"""What importing people asks for."""

from django import forms

from bailiwick.kernel.people.tables import LARGEST, MEANINGS

LEFT_OUT = "Leave it out"


class FileForm(forms.Form):
    """A file."""

    file = forms.FileField(
        label="CSV file",
        help_text=(
            f"With a line of headings, in UTF-8, up to {LARGEST // 1_000_000} MB. Nothing is written yet: you see first"
            " what would come of each line."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )


class ColumnsForm(forms.Form):
    """What each column of the file holds, and whether mail is sent."""

    def __init__(self, data: object, headings: list[str], columns: list[str]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        for number, heading in enumerate(headings):
            self.fields[f"column_{number}"] = forms.ChoiceField(
                label=f"“{heading}” holds",
                choices=[("", LEFT_OUT), *MEANINGS.items()],
                required=False,
                initial=columns[number],
            )

    @property
    def columns(self) -> list[str]:
        """What was chosen, in the order of the file."""
        return [self.cleaned_data[name] for name in self.fields]
