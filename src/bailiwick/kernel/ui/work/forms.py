"""The forms about tasks, time and relations of work items."""

from typing import Any

from django import forms

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.identity.queries import staff_in_teams, teams_in_use
from bailiwick.kernel.ui.choosing import Choosing, RecordField
from bailiwick.kernel.ui.forms import Form
from bailiwick.kernel.work.models import Comment, Task, TimeEntry, WorkItem
from bailiwick.kernel.work.tasks import queries as tasks

MOST_PEOPLE = 300


def why() -> forms.CharField:
    """The field for a reason."""
    return forms.CharField(label="Why?", max_length=1000)


class TaskForm(Choosing, Form):
    """A task."""

    title = forms.CharField(label="What is to be done?", max_length=250)
    owner = RecordField(label="Who", required=False)
    team = RecordField(label="Team", required=False)
    due_at = forms.DateTimeField(
        label="Due", required=False, widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )
    after_previous = forms.BooleanField(label="Only after the tasks before it", required=False)

    def __init__(self, *args: Any, task: Task | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("owner", staff_in_teams()[:MOST_PEOPLE], "Nobody yet", now=task.owner if task else None)
        self.offer("team", teams_in_use(), "No team", now=task.team if task else None)
        if task is not None:
            self.fields["position"] = forms.IntegerField(
                label="Place", required=False, min_value=1, max_value=500, help_text="1 is the first."
            )  # fmt: skip
            self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, required=False)
            self.initial = {
                **self.initial,
                "title": task.title, "owner": task.owner_id, "team": task.team_id, "due_at": task.due_at,
                "after_previous": task.after_previous, "version": task.version,
            }  # fmt: skip


class ListForm(Choosing, Form):
    """A list of tasks to add."""

    task_list = RecordField(label="Task list")

    def __init__(self, *args: Any, item: WorkItem, category_id: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("task_list", tasks.lists_for(item.kind, category_id), "Choose one")


class TimeForm(Choosing, Form):
    """Time spent."""

    minutes = forms.IntegerField(label="Minutes", min_value=1, max_value=1440)
    spent_on = forms.DateField(
        label="On",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="Today, if left out.",
    )
    task = RecordField(label="For which task?", required=False)
    note = forms.CharField(label="On what?", required=False, max_length=250)

    def __init__(self, *args: Any, actor: Actor, item: WorkItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = tasks.tasks(actor, item)
        self.offer("task", found, "None in particular")
        if not found:
            del self.fields["task"]


class CorrectionForm(Form):
    """Time noted, corrected."""

    minutes = forms.IntegerField(label="Minutes", min_value=0, max_value=1440, help_text="0 takes it away.")
    spent_on = forms.DateField(label="On", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    note = forms.CharField(label="On what?", required=False, max_length=250)
    reason = why()
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, entry: TimeEntry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {
            **self.initial,
            "minutes": entry.minutes,
            "spent_on": entry.spent_on,
            "note": entry.note,
            "version": entry.version,
        }


class ReasonForm(Form):
    """Why."""

    reason = why()


class ParentForm(Form):
    """The whole."""

    parent = forms.CharField(label="Part of", max_length=60, help_text="Its reference, such as INC-42.")


class MergeForm(Form):
    """What it is merged into."""

    into = forms.CharField(label="Merge into", max_length=60, help_text="Its reference, such as INC-42.")
    reason = why()


class SplitForm(Form):
    """What is split off."""

    title = forms.CharField(label="What is the new one about?", max_length=250)
    description = forms.CharField(
        label="More about it", required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    comments = forms.MultipleChoiceField(
        label="Quote from the conversation", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, said: list[Comment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["comments"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [
            (one.pk, f"{one.author or 'Bailiwick'}{'' if one.is_public else ' (internal)'}: {one.text[:120]}")
            for one in said
        ]
        if not said:
            del self.fields["comments"]
