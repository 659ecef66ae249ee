"""The words of some news for one channel, audience and language."""

from django.http import HttpResponse
from django.urls import reverse

from bailiwick.kernel.arranging.forms import WordsForm
from bailiwick.kernel.arranging.showing import DEFAULT
from bailiwick.kernel.base.errors import Invalid, NotFound, Stale
from bailiwick.kernel.ledger import policies
from bailiwick.kernel.notifications import news as registry
from bailiwick.kernel.notifications import queries, reading, wording
from bailiwick.kernel.notifications.models import NotificationWording
from bailiwick.kernel.notifications.news import News
from bailiwick.kernel.notifications.operations import wording as operations
from bailiwick.kernel.notifications.templates import FILTERS
from bailiwick.kernel.notifications.types import AUDIENCES, CHANNELS, Audience, Channel, Place
from bailiwick.kernel.ui import flash
from bailiwick.kernel.ui.forms import bind_refusal
from bailiwick.kernel.ui.views import BailiwickRequest, page, redirect, render

READ = "notification_rule.read"


@page(READ, methods=("GET", "POST"))
def words_page(
    request: BailiwickRequest, kind: str, channel: str, audience: str, language: str
) -> HttpResponse:
    """Words, tried on a record before they are saved."""
    of, place = _at(kind, channel, audience, language)
    policies.require(request.actor, "notification_wording.revise")
    own = queries.wording(of, place)
    form = _form(request, of, place, own)
    said = None
    if form.is_bound and form.is_valid():
        if "try" in request.POST:
            said = _tried(request, form, of, place)
        elif _saved(request, form, of, place):
            return redirect(request, reverse("notification-news", args=[kind]))
    context = {
        "page_title": "Words",
        "news": of,
        "place": place,
        "own": own,
        "form": form,
        "said": said,
        "channel": CHANNELS[Channel(channel)],
        "audience": AUDIENCES[Audience(audience)],
        "names": wording.names(of, channel, audience),
        "filters": list(FILTERS),
        "shipped": wording.shipped(of, channel),
    }
    return render(request, "arranging/words.html", context, status=422 if form.errors else 200)


@page(READ, methods=("DELETE",))
def reset(request: BailiwickRequest, kind: str, channel: str, audience: str, language: str) -> HttpResponse:
    """Bring back the words that are shipped."""
    of, place = _at(kind, channel, audience, language)
    operations.reset_wording(of, place, by=request.actor)
    flash.success(request, "The words are as shipped again.")
    return redirect(request, reverse("notification-news", args=[kind]))


def _at(kind: str, channel: str, audience: str, language: str) -> tuple[News, Place]:
    """Raises NotFound for a place that there is not."""
    of, place = (
        registry.named(kind),
        Place(channel, audience, "" if language == DEFAULT else language.lower()),
    )
    try:
        operations.require_place(of, place)
    except Invalid as refusal:
        raise NotFound(refusal.message) from None
    return of, place


def _form(request: BailiwickRequest, of: News, place: Place, own: NotificationWording) -> WordsForm:
    subject, text = (own.subject, own.text) if own.text else wording.shipped(of, place.channel)
    initial = {"subject": subject, "text": text, "version": own.version}
    form = WordsForm(request.POST or None, initial=initial)
    form.for_example(of)
    if place.channel != Channel.MAIL:
        del form.fields["subject"]
    return form


def _tried(request: BailiwickRequest, form: WordsForm, of: News, place: Place) -> wording.Said | None:
    data = form.cleaned_data
    try:
        subject, text = operations.checked_words(of, place, data.get("subject", ""), data["text"])
        return reading.tried(request.actor, of, place, subject, text, data["record"])
    except Invalid as refusal:
        bind_refusal(form, refusal)
    except NotFound as absent:
        form.add_error("record", absent.message)
    return None


def _saved(request: BailiwickRequest, form: WordsForm, of: News, place: Place) -> bool:
    data = form.cleaned_data
    try:
        operations.revise_wording(
            of, place, by=request.actor, subject=data.get("subject", ""), text=data["text"],
            expected_version=data["version"],
        )  # fmt: skip
    except Invalid as refusal:
        bind_refusal(form, refusal)
        return False
    except Stale as stale:
        form.renew(request.POST, stale.actual)
        form.add_error(None, "Somebody changed these words meanwhile. Save again to keep yours.")
        return False
    flash.success(request, "Saved.")
    return True
