"""Who is told of what: the list of news, one kind of news with its rules, and one rule."""

from collections.abc import Iterable
from itertools import groupby

from django.http import HttpResponse
from django.urls import reverse

from bailiwick.kernel.arranging.forms import LanguageForm, RuleForm, TryingForm
from bailiwick.kernel.arranging.showing import word_rows
from bailiwick.kernel.base.errors import Invalid, NotFound, Stale
from bailiwick.kernel.ledger import policies
from bailiwick.kernel.notifications import news as registry
from bailiwick.kernel.notifications import queries, reading
from bailiwick.kernel.notifications.news import News
from bailiwick.kernel.notifications.operations import arranging
from bailiwick.kernel.notifications.types import Rule
from bailiwick.kernel.ui import flash
from bailiwick.kernel.ui.forms import bind_refusal
from bailiwick.kernel.ui.views import BailiwickRequest, page, redirect, render

READ = "notification_rule.read"


@page(READ)
def index(request: BailiwickRequest) -> HttpResponse:
    """All news, and who is told of each."""
    arranged, names = queries.arrangements(), reading.Names()
    worded = queries.wordings()
    rows = [
        {
            "news": one,
            "rules": [
                reading.shown(one, rule, names)
                for rule in queries.rules_in_force(one, arranged.get(one.name))
            ],
            "is_own": one.name in arranged and arranged[one.name].rules is not None,
            "words": sum(each.kind == one.name for each in worded),
            "is_broken": any(each.kind == one.name and each.broken_at for each in worded),
        }
        for one in registry.every()
    ]
    groups = [(title, list(group)) for title, group in groupby(rows, lambda row: row["news"].subject.title)]  # type: ignore[attr-defined]
    return render(request, "arranging/index.html", {"page_title": "Who is told of what", "groups": groups})


@page(READ)
def news_page(request: BailiwickRequest, kind: str) -> HttpResponse:
    """One kind of news: its rules, its words, and who would be told of a record."""
    of, arranged, names = registry.named(kind), queries.arrangement(registry.named(kind)), reading.Names()
    rules = queries.rules_in_force(of, arranged)
    trying = TryingForm(request.GET if "record" in request.GET else None)
    language = LanguageForm(request.GET if "language" in request.GET else None)
    also = language.cleaned_data["language"].lower() if language.is_bound and language.is_valid() else ""
    trying.for_example(of)
    context = {
        "page_title": of.title,
        "news": of,
        "rules": [reading.shown(of, rule, names) for rule in rules],
        "arranged": arranged,
        "words": word_rows(of, also),
        "trying": trying,
        "examples": tried_on(request, of, trying, rules),
        "language_form": language,
    }
    return render(
        request, "arranging/news.html", context, status=422 if trying.errors or language.errors else 200
    )


@page(READ, methods=("GET", "POST"))
def rule_page(request: BailiwickRequest, kind: str, key: str) -> HttpResponse:
    """One rule, tried on a record before it is saved."""
    of = registry.named(kind)
    policies.require(request.actor, "notification_rule.arrange")
    arranged = queries.arrangement(of)
    rule = _rule(queries.rules_in_force(of, arranged), key)
    form = RuleForm(request.POST or None, actor=request.actor, news=of, rule=rule, version=arranged.version)
    examples: list[reading.Example] = []
    if form.is_bound and form.is_valid():
        if "try" in request.POST:
            examples = _tried(request, form, rule)
        elif _saved(request, form, key):
            return redirect(request, reverse("notification-news", args=[kind]))
    title = "Change a rule" if key else "New rule"
    context = {"page_title": title, "news": of, "form": form, "key": key, "examples": examples}
    return render(request, "arranging/rule.html", context, status=422 if form.errors else 200)


@page(READ, methods=("DELETE",))
def remove(request: BailiwickRequest, kind: str, key: str) -> HttpResponse:
    """Take a rule away."""
    arranging.remove_rule(registry.named(kind), key, by=request.actor)
    flash.success(request, "The rule was taken away.")
    return redirect(request, reverse("notification-news", args=[kind]))


@page(READ, methods=("DELETE",))
def reset(request: BailiwickRequest, kind: str) -> HttpResponse:
    """Bring back what is shipped."""
    arranging.reset_rules(registry.named(kind), by=request.actor)
    flash.success(request, "The rules are as shipped again.")
    return redirect(request, reverse("notification-news", args=[kind]))


def _rule(rules: Iterable[Rule], key: str) -> Rule:
    """The rule of that key, or an empty one for none; raises NotFound."""
    found = next((one for one in rules if one.key == key), None) if key else Rule("")
    if found is None:
        raise NotFound("There is no such rule.")
    return found


def tried_on(
    request: BailiwickRequest, of: News, form: TryingForm, rules: Iterable[Rule]
) -> list[reading.Example]:
    """Who would be told of the record that the form names; its refusal stands in the form."""
    if not form.is_bound or not form.is_valid():
        return []
    try:
        return reading.expected(request.actor, of, form.cleaned_data["record"], rules)
    except NotFound as absent:
        form.add_error("record", absent.message)
        return []


def _tried(request: BailiwickRequest, form: RuleForm, rule: Rule) -> list[reading.Example]:
    try:
        changed = arranging.checked_rule(form.news, rule, form.given())  # type: ignore[arg-type]
    except Invalid as refusal:
        bind_refusal(form, refusal)
        return []
    return tried_on(request, form.news, form, [changed])


def _saved(request: BailiwickRequest, form: RuleForm, key: str) -> bool:
    version = form.cleaned_data["version"]
    try:
        arranging.arrange_rule(form.news, key, by=request.actor, expected_version=version, **form.given())
    except Invalid as refusal:
        bind_refusal(form, refusal)
        return False
    except Stale as stale:
        form.renew(request.POST, stale.actual)
        form.add_error(None, "Somebody changed these rules meanwhile. Save again to keep yours.")
        return False
    flash.success(request, "Saved.")
    return True
