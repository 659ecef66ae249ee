"""A field of a Django form in the words of the `field` component."""

from typing import Any

from django.forms import BaseForm, BoundField, widgets

KINDS: tuple[tuple[type[widgets.Widget], str], ...] = (
    (widgets.HiddenInput, "hidden"),
    (widgets.PasswordInput, "password"),
    (widgets.EmailInput, "email"),
    (widgets.URLInput, "url"),
    (widgets.NumberInput, "number"),
    (widgets.DateTimeInput, "datetime-local"),
    (widgets.DateInput, "date"),
    (widgets.TimeInput, "time"),
    (widgets.FileInput, "file"),
    (widgets.Textarea, "textarea"),
    (widgets.CheckboxInput, "checkbox"),
    (widgets.CheckboxSelectMultiple, "checkboxes"),
    (widgets.RadioSelect, "radios"),
    (widgets.SelectMultiple, "multiselect"),
    (widgets.Select, "select"),
)


def field_of(bound: BoundField) -> dict[str, Any]:
    """Return the arguments of the `field` macro for a bound field; an unknown widget is a text input."""
    widget = bound.field.widget
    kind = next((kind for widget_type, kind in KINDS if isinstance(widget, widget_type)), "text")
    return {
        "name": bound.html_name,
        "label": str(bound.label or ""),
        "kind": kind,
        "value": bound.value(),
        "choices": _choices(widget),
        "required": bound.field.required,
        "help": str(bound.help_text or ""),
        "errors": [str(error) for error in bound.errors],
        "id": bound.auto_id,
        "attrs": dict(widget.attrs),
    }


def form_errors(form: BaseForm) -> list[tuple[str, str]]:
    """Return (id of the field or "", message) for every error of a form, those of the whole form first."""
    found = [("", str(error)) for error in form.non_field_errors()]
    for bound in form:
        found += [(bound.auto_id, f"{bound.label}: {error}") for error in bound.errors]
    return found


def _choices(widget: widgets.Widget) -> list[tuple[str, Any]]:
    if not isinstance(widget, widgets.ChoiceWidget):
        return []
    return [
        (str(value), [(str(v), str(t)) for v, t in text] if isinstance(text, list | tuple) else str(text))
        for value, text in widget.choices
    ]
