"""Fields of Django forms in the words of the field component."""

import pytest
from django import forms

from bailiwick.kernel.ui.jinja.fields import field_of, form_errors


class Report(forms.Form):
    """A form with one field of each kind."""

    title = forms.CharField(label="Title", help_text="One line.")
    story = forms.CharField(widget=forms.Textarea, required=False)
    mail = forms.EmailField(required=False)
    amount = forms.IntegerField(required=False)
    day = forms.DateField(widget=forms.DateInput, required=False)
    due = forms.DateTimeField(widget=forms.DateTimeInput, required=False)
    impact = forms.ChoiceField(choices=[("Wide", [(1, "All")]), (2, "One")], required=False)
    told = forms.MultipleChoiceField(
        choices=[("a", "A")], widget=forms.CheckboxSelectMultiple, required=False
    )
    how = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect, required=False)
    several = forms.MultipleChoiceField(choices=[("a", "A")], required=False)
    major = forms.BooleanField(required=False)
    image = forms.FileField(required=False)
    secret = forms.CharField(widget=forms.PasswordInput, required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("title", "text"),
        ("story", "textarea"),
        ("mail", "email"),
        ("amount", "number"),
        ("day", "date"),
        ("due", "datetime-local"),
        ("impact", "select"),
        ("told", "checkboxes"),
        ("how", "radios"),
        ("several", "multiselect"),
        ("major", "checkbox"),
        ("image", "file"),
        ("secret", "password"),
        ("token", "hidden"),
    ],
)
def test_kind_follows_the_widget(name: str, kind: str) -> None:
    assert field_of(Report()[name])["kind"] == kind


def test_what_was_typed_and_what_is_wrong_are_kept() -> None:
    form = Report({"title": "", "mail": "nobody"})
    title, mail = field_of(form["title"]), field_of(form["mail"])
    assert title["errors"] == ["This field is required."]
    assert (title["label"], title["help"], title["required"]) == ("Title", "One line.", True)
    assert mail["value"] == "nobody"


def test_grouped_choices() -> None:
    assert field_of(Report()["impact"])["choices"] == [("Wide", [("1", "All")]), ("2", "One")]


def test_the_summary_leads_to_the_fields() -> None:
    form = Report({"title": "", "mail": "nobody"})
    form.add_error(None, "Somebody was faster.")
    errors = form_errors(form)
    assert errors[0] == ("", "Somebody was faster.")
    assert ("id_title", "Title: This field is required.") in errors
