"""The way of every form about a work item: shown, refused with what was typed kept, or done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from bailiwick.kernel.base.errors import Invalid, NotFound, Stale
from bailiwick.kernel.ledger import policies
from bailiwick.kernel.ui import flash
from bailiwick.kernel.ui.forms import Form, bind_refusal
from bailiwick.kernel.ui.views import BailiwickRequest, redirect, render
from bailiwick.kernel.work import kinds
from bailiwick.kernel.work.kinds import Kind


@dataclass(frozen=True, slots=True)
class About:
    """The item of an address, its kind, and where its own page is."""

    kind: Kind
    item: Any
    url: str

    def address(self, route: str, **more: Any) -> str:
        """Another page about the same item."""
        return reverse(route, kwargs={"path": self.kind.path, "reference": self.item.reference, **more})

    def context(self, title: str) -> dict[str, Any]:
        """What every page about it shows."""
        return {
            "page_title": f"{title} · {self.item.reference}",
            "heading": title,
            "item": self.item,
            "item_url": self.url,
            "path": self.kind.path,
            "breadcrumbs": [(self.kind.title, f"/{self.kind.path}/"), (self.item.reference, self.url)],
        }


def about(request: BailiwickRequest, path: str, reference: str, verb: str = "") -> About:
    """The item that an address names, if it is there for the actor and, if said, they may use the verb on it."""
    kind = kinds.at(path)
    item = kind.find(request.actor, reference)
    if verb:
        policies.require(request.actor, verb, item)
    return About(kind, item, f"/{kind.path}/{item.reference}/")


def asked(
    request: BailiwickRequest,
    here: About,
    form: Form,
    do: Callable[[dict[str, Any]], str],
    *,
    heading: str,
    label: str,
    icon: str = "check",
    lead: str = "",
    then: str = "",
) -> HttpResponse:
    """Show the form; on POST do it, say what `do` returns, and go on to `then` (the item's page unless said)."""
    if request.method == "POST" and form.is_valid():
        try:
            told = do(form.cleaned_data)
        except Invalid as refusal:
            bind_refusal(form, refusal)
        except (NotFound, Stale) as refusal:
            form.add_error(None, refusal.message)
        else:
            flash.success(request, told)
            return redirect(request, then or here.url)
    context = here.context(heading) | {"form": form, "label": label, "icon_name": icon, "lead": lead}
    status = 422 if request.method == "POST" else 200
    return render(request, "ui/work/form.html", context, status=status)


def done(request: BailiwickRequest, do: Callable[[], object], told: str, then: str) -> HttpResponse:
    """Do what a single button asks, and say so, or why not."""
    try:
        do()
    except Invalid as refusal:
        flash.error(request, " ".join(refusal.fields.values()))
    else:
        flash.success(request, told)
    return redirect(request, then)
