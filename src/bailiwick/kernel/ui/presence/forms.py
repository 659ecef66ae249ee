"""The form of whether one is seen."""

from django import forms

from bailiwick.kernel.ui.forms import Form


class PresenceForm(Form):
    """Seen, or not."""

    seen = forms.BooleanField(
        label="Show my colleagues where I am",
        required=False,
        help_text="Who has the same record open then sees your name, and whether you are writing. "
        "Customers never do. Switched off, you do not see others either.",
    )
