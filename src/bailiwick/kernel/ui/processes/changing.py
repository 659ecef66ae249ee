"""Change a process: the text in a form, what is wrong with it, what it would change, and publishing it."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from bailiwick.kernel.base.errors import Invalid, Stale
from bailiwick.kernel.ledger import policies
from bailiwick.kernel.process import loading, queries
from bailiwick.kernel.process.changes import changes, summary
from bailiwick.kernel.process.definitions import definition
from bailiwick.kernel.process.examination import Examined, examine
from bailiwick.kernel.process.models import ProcessVersion
from bailiwick.kernel.process.operations import publish_process
from bailiwick.kernel.process.shipped import shipped
from bailiwick.kernel.ui import flash
from bailiwick.kernel.ui.forms import bind_refusal
from bailiwick.kernel.ui.processes.forms import ChangeForm
from bailiwick.kernel.ui.views import BailiwickRequest, page, redirect, render


@page("process.publish", methods=("GET", "POST"))
def change(request: BailiwickRequest, code: str) -> HttpResponse:
    """Show the text in force; check what was typed, and publish it if that was asked for."""
    newest = queries.newest_version(code)
    policies.require(request.actor, "process.publish")
    if request.method != "POST":
        text = loading.dump(definition(newest.pk))
        form = ChangeForm(initial={"based_on": newest.number, "definition": text})
        return _answer(request, newest, form, None)
    form = ChangeForm(request.POST)
    if not form.is_valid():
        return _answer(request, newest, form, None)
    examined = _examined(form, newest)
    form.offer_decisions(examined)
    if form.cleaned_data["based_on"] != newest.number:
        return _overtaken(request, newest, form, examined)
    if "publish" not in request.POST or not _ready(form, examined):
        return _answer(request, newest, form, examined)
    return _publish(request, newest, form, examined)


@dataclass(frozen=True)
class Overtaken:
    """Somebody published between reading and publishing: what their version changed of the one that was read."""

    read: int
    newest: ProcessVersion
    theirs: list[Any]


def _examined(form: ChangeForm, newest: ProcessVersion) -> Examined:
    given = form.cleaned_data
    return examine(
        given["definition"],
        current=definition(newest.pk),
        shipped=shipped(newest.code),
        verbs=policies.verbs(),
        decided=given["accepted"],
    )


def _ready(form: ChangeForm, examined: Examined) -> bool:
    if examined.errors:
        form.add_error(None, "Put right what is listed above, then publish.")
    elif not examined.changes:
        form.add_error(None, "Nothing would change: this is what is in force.")
    if not form.cleaned_data["reason"].strip():
        form.add_error("reason", "Please say why.")
    return not form.errors


def _publish(
    request: BailiwickRequest, newest: ProcessVersion, form: ChangeForm, examined: Examined
) -> HttpResponse:
    given = form.cleaned_data
    assert examined.definition is not None
    try:
        made = publish_process(
            examined.definition,
            by=request.actor,
            shipped=shipped(newest.code),
            decision=given["reason"].strip(),
            decided=given["accepted"],
            expected_number=given["based_on"],
        )
    except Invalid as refusal:
        bind_refusal(form, refusal)
        return _answer(request, newest, form, examined)
    except Stale:
        now = queries.newest_version(newest.code)
        return _overtaken(request, now, form, _examined(form, now))
    flash.success(
        request, f"Version {made.number} is in force. Work that runs keeps the version it started under."
    )
    return redirect(request, reverse("process-version", args=[made.code, made.number]))


def _overtaken(
    request: BailiwickRequest, newest: ProcessVersion, form: ChangeForm, examined: Examined
) -> HttpResponse:
    """Both versions: what the other one changed, and what the typed one would change of it."""
    read = queries.version_numbered(newest.code, form.cleaned_data["based_on"])
    theirs = changes(definition(read.pk), definition(newest.pk))
    # The next attempt is one against the version that is shown now.
    form.data = form.data.copy()  # type: ignore[attr-defined]
    form.data["based_on"] = newest.number  # type: ignore[index]
    overtaken = Overtaken(read.number, newest, theirs)
    return _answer(request, newest, form, examined, status=409, overtaken=overtaken)


def _answer(
    request: BailiwickRequest,
    newest: ProcessVersion,
    form: ChangeForm,
    examined: Examined | None,
    *,
    status: int | None = None,
    **more: Any,
) -> HttpResponse:
    wrong = form.errors or (examined is not None and examined.errors)
    context = {
        "page_title": f"Change {definition(newest.pk).title}",
        "process": definition(newest.pk),
        "version": newest,
        "form": form,
        "examined": examined,
        "summary": summary(examined.changes) if examined else "",
        "lines": ["", *(form.data.get("definition", "").splitlines() if form.is_bound else ())],
        "overtaken": None,
        **more,
    }
    return render(request, "ui/processes/change.html", context, status=status or (422 if wrong else 200))
