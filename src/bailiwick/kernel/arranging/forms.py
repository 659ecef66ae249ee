"""The forms of rules and words."""

from typing import Any

from django import forms
from django.http import QueryDict

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.identity.queries import teams_in_use, visible_roles
from bailiwick.kernel.notifications.news import News
from bailiwick.kernel.notifications.types import CHANNELS, TIMINGS, Rule
from bailiwick.kernel.ui.choosing import Choosing
from bailiwick.kernel.ui.forms import Form

FEW, WHEN = 8, "when_"
RECORD = "Try it on"


class TryingForm(Form):
    """A record to try something on."""

    record = forms.CharField(label=RECORD, required=False, max_length=200)

    def renew(self, posted: QueryDict, version: int) -> None:
        """Keep what was typed, for saving it over what somebody else saved first."""
        data = posted.copy()
        data["version"] = str(version)
        self.data = data

    def for_example(self, news: News) -> None:
        """Say how a record is named."""
        such = f", such as {news.subject.example}" if news.subject.example else ""
        self.fields["record"].help_text = f"Something that you may see{such}. Nothing is sent."


class RuleForm(Choosing, TryingForm):
    """A rule: who, when, how."""

    to = forms.MultipleChoiceField(
        label="Who, by what they are to it", required=False, widget=forms.CheckboxSelectMultiple
    )
    teams = forms.MultipleChoiceField(label="Teams", required=False, help_text="As far as they may see it.")
    roles = forms.MultipleChoiceField(
        label="Roles", required=False, help_text="Whoever holds them, as far as they may see it."
    )
    channels = forms.MultipleChoiceField(
        label="How", choices=list(CHANNELS.items()), widget=forms.CheckboxSelectMultiple, required=False
    )
    timing = forms.ChoiceField(label="Mail goes", choices=list(TIMINGS.items()), required=False)
    is_mandatory = forms.BooleanField(
        label="Whatever they chose: mailed always, in quiet hours too", required=False
    )
    is_off = forms.BooleanField(label="Switched off", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)

    field_order = ("to", "teams", "roles")

    def __init__(self, *args: Any, actor: Actor, news: News, rule: Rule, version: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.news = news
        self.for_example(news)
        relations = news.all_relations().values()
        self.offer_choices("to", [(one.name, one.title) for one in relations])
        self.offer_choices("teams", [(one.pk, one.name) for one in teams_in_use()])
        self.offer_choices(
            "roles", [(one.code, one.name) for one in visible_roles(actor).filter(retired_at=None)]
        )
        for condition in news.all_conditions().values():
            choices = list(condition.choices())
            widget = forms.CheckboxSelectMultiple if len(choices) <= FEW else forms.SelectMultiple
            self.fields[f"{WHEN}{condition.name}"] = forms.MultipleChoiceField(
                label=condition.title, required=False, choices=choices, widget=widget
            )
            self.initial[f"{WHEN}{condition.name}"] = list(rule.when.get(condition.name, ()))
        kept = rule.as_json()
        self.initial.update({name: kept[name] for name in ("timing", "is_mandatory", "is_off")})
        self.initial.update({name: list(kept[name]) for name in ("to", "teams", "roles", "channels")})
        self.initial["version"] = version

    @property
    def conditions(self) -> list[str]:
        """The names of the fields that say when it holds."""
        return [name for name in self.fields if name.startswith(WHEN)]

    def given(self) -> dict[str, Any]:
        """As the operation takes it."""
        data = dict(self.cleaned_data)
        when = {name.removeprefix(WHEN): data.pop(name) for name in self.conditions}
        fields = {name: data[name] for name in ("to", "roles", "channels", "is_mandatory", "is_off")}
        timing = data["timing"] or "at_once"
        return {**fields, "timing": timing, "teams": [int(one) for one in data["teams"]], "when": when}


class WordsForm(TryingForm):
    """Subject and text."""

    subject = forms.CharField(label="Subject", max_length=500, required=False)
    text = forms.CharField(
        label="Text",
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        strip=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)

    field_order = ("subject", "text")


class LanguageForm(Form):
    """A language to word something in."""

    language = forms.RegexField(
        r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
        label="Language",
        max_length=20,
        help_text="A code such as de or pt-br, for people who chose it.",
        error_messages={"invalid": "A language is a code such as de or pt-br."},
    )
