"""Forms: Django's, with our ids, and with the refusals of operations put where they belong."""

from typing import Any

from django import forms

from bailiwick.kernel.base.errors import Invalid

IDS = "field-%s"


class Form(forms.Form):
    """A form whose fields have the ids that the components use."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": IDS, "label_suffix": "", **kwargs})


class VersionField(forms.IntegerField):
    """The version of the record that the form was made from: pass it on as `expected_version`."""

    def __init__(self) -> None:
        super().__init__(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)


def bind_refusal(form: forms.Form, error: Invalid) -> None:
    """Show an operation's refusal in a bound form: each message at its field, those of no field of it at the top."""
    for name, text in error.fields.items():
        form.add_error(name if name in form.fields else None, text)


def shown_value(field: forms.Field, value: Any) -> str:
    """A field's value, as posted or as initial, in the words that its choices give it; empty for none."""
    choices = {str(key): str(label) for key, label in getattr(field, "choices", ()) or ()}
    values = value if isinstance(value, list | tuple | set | frozenset) else [value]
    return ", ".join(choices.get(str(one), str(one)) for one in values if one is not None)
