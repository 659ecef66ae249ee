"""The form of a saved view."""

from typing import Any

from django import forms

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.identity.queries import teams_in_use
from bailiwick.kernel.ui.forms import Form
from bailiwick.kernel.work.operations.views import NAME_LENGTH, QUERY_LENGTH

MINE, TEAMS, ALL = "mine", "teams", "all"


class ViewForm(Form):
    """Its name, what it shows, and who sees it."""

    name = forms.CharField(label="Name", max_length=NAME_LENGTH)
    query = forms.CharField(
        label="What it shows",
        required=False,
        max_length=QUERY_LENGTH,
        help_text="The part of the list's address after the question mark. To change it by choosing,"
        " open the view, choose, and save under the same name.",
    )
    shared = forms.ChoiceField(
        label="Who sees it",
        choices=[(MINE, "Only you"), (TEAMS, "The teams below"), (ALL, "All of the staff")],
    )
    teams = forms.MultipleChoiceField(
        label="Teams",
        required=False,
        widget=forms.CheckboxSelectMultiple(),
        help_text="Also for teams you are not in.",
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if actor.is_outsider:
            del self.fields["shared"], self.fields["teams"]
            return
        self._teams = {str(team.pk): team for team in teams_in_use()}
        choices = self.fields["teams"]
        assert isinstance(choices, forms.MultipleChoiceField)
        choices.choices = [(key, str(team)) for key, team in self._teams.items()]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("shared") == TEAMS and not data.get("teams"):
            self.add_error("teams", "Choose a team.")
        return data

    def sharing(self) -> dict[str, Any]:
        """As the operations take it."""
        shared = self.cleaned_data.get("shared")
        teams = [self._teams[key] for key in self.cleaned_data["teams"]] if shared == TEAMS else []
        return {"is_shared": shared == ALL, "teams": teams}
