"""The forms of the entrances; their ids are those of all forms."""

from typing import Any

from allauth.account.forms import LoginForm
from django import forms

from bailiwick.kernel.identity.fields import EMAIL_LENGTH
from bailiwick.kernel.identity.operations.accounts import PASSWORD_LENGTH

IDS = "field-%s"
HOW_LONG = (
    "At least 12 characters, not among the passwords that everybody tries, and not made of names that others know. "
    "A few unrelated words are easier to remember than signs."
)


def password_field(label: str, autocomplete: str, help_text: str = "") -> forms.CharField:
    """A password as it is typed; one that is longer than anybody types is not worth hashing."""
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(
        label=label, strip=False, max_length=PASSWORD_LENGTH, widget=widget, help_text=help_text
    )


def email_field(autocomplete: str = "username") -> forms.EmailField:
    """An e-mail address."""
    widget = forms.EmailInput(attrs={"autocomplete": autocomplete})
    return forms.EmailField(label="E-mail address", max_length=EMAIL_LENGTH, widget=widget)


class EntranceForm(forms.Form):
    """A form of this room."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": IDS, "label_suffix": "", **kwargs})


class SignInForm(LoginForm):  # type: ignore[misc]
    """django-allauth's form, which counts the attempts and takes the same time for everybody."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=IDS, label_suffix="", **kwargs)
        self.fields["login"] = email_field()
        self.fields["password"] = password_field("Password", "current-password")
        self.order_fields(["login", "password"])


class DirectoryForm(EntranceForm):
    """A user name and a password of the organization's own directory."""

    login = forms.CharField(
        label="User name", max_length=254, widget=forms.TextInput(attrs={"autocomplete": "username"})
    )
    password = password_field("Password", "current-password")


def code_field(help_text: str = "") -> forms.CharField:
    """A code as it is typed: of the app, or a recovery code."""
    attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
    return forms.CharField(
        label="Code", max_length=40, widget=forms.TextInput(attrs=attrs), help_text=help_text
    )


class CodeForm(EntranceForm):
    """A code, as the second step."""

    code = code_field("From your authenticator app, or one of your recovery codes.")


class AppForm(EntranceForm):
    """The first code of a new authenticator app."""

    code = code_field("The six digits that the app shows now.")


class PasskeyForm(EntranceForm):
    """What a new passkey is called; the browser fills in the rest."""

    name = forms.CharField(
        label="Name of this passkey", max_length=80, help_text="So that you know it later, such as “Laptop”."
    )
    credential = forms.CharField(widget=forms.HiddenInput)


class CredentialForm(EntranceForm):
    """A passkey that the browser shows."""

    credential = forms.CharField(widget=forms.HiddenInput)


class ConfirmForm(EntranceForm):
    """One's password once more."""

    password = password_field("Your password", "current-password")


class ForgottenForm(EntranceForm):
    """Whose password was forgotten."""

    email = email_field()


class NewPasswordForm(EntranceForm):
    """A new password, typed twice."""

    password = password_field("New password", "new-password", HOW_LONG)
    again = password_field("New password again", "new-password")

    def clean(self) -> dict[str, Any]:
        entered: dict[str, Any] = super().clean() or {}
        if "password" in entered and "again" in entered and entered["password"] != entered["again"]:
            self.add_error("again", "This is not the same password.")
        return entered


class ChangePasswordForm(NewPasswordForm):
    """A new password in the place of the one that is known."""

    old = password_field("Present password", "current-password")
    field_order = ("old", "password", "again")
