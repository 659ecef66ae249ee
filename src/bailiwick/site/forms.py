"""What the first administrator fills in."""

from zoneinfo import available_timezones

from django import forms

from bailiwick.kernel.identity.entrances.forms import HOW_LONG, NewPasswordForm, email_field, password_field
from bailiwick.kernel.identity.fields import LINE_LENGTH

REGIONS = (
    "Africa",
    "America",
    "Antarctica",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
)


def zone_choices() -> list[tuple[str, str | list[tuple[str, str]]]]:
    """Time zones by region, as a select offers them."""
    named = sorted(available_timezones())
    found: list[tuple[str, str | list[tuple[str, str]]]] = [("", "Choose one"), ("UTC", "UTC")]
    for region in REGIONS:
        inside = [name for name in named if name.startswith(f"{region}/")]
        found.append((region, [(name, _place(name)) for name in inside]))
    return found


def _place(zone: str) -> str:
    return zone.partition("/")[2].replace("_", " ").replace("/", ", ")


class WelcomeForm(NewPasswordForm):
    """The organization and its first administrator."""

    organization_name = forms.CharField(
        label="Name of your organization",
        max_length=LINE_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        help_text="The one that provides the services. You can change it later.",
    )
    zone = forms.ChoiceField(label="Time zone", choices=zone_choices)
    name = forms.CharField(
        label="Your name", max_length=LINE_LENGTH, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = email_field()
    password = password_field("Password", "new-password", HOW_LONG)
    again = password_field("Password again", "new-password")
    field_order = ("organization_name", "zone", "name", "email", "password", "again")
