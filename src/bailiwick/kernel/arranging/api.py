"""Who is told of what, and in which words, through the API."""

from typing import Any

from django.http import HttpResponse
from ninja import Field, Router, Schema

from bailiwick.kernel.api.answers import PROBLEMS, ApiRequest, expected_version, json
from bailiwick.kernel.base.errors import Invalid, NotFound
from bailiwick.kernel.ledger import policies
from bailiwick.kernel.notifications import news as registry
from bailiwick.kernel.notifications import queries, reading, wording
from bailiwick.kernel.notifications.models import NotificationArrangement, NotificationWording
from bailiwick.kernel.notifications.news import News
from bailiwick.kernel.notifications.operations import arranging
from bailiwick.kernel.notifications.operations import wording as words
from bailiwick.kernel.notifications.types import Place, Rule

router = Router(tags=["Notification rules"])
READ, DEFAULT = "notification_rule.read", "default"


class NotificationRuleIn(Schema):
    """Who is told, when and how; what is not sent stays as it is."""

    to: list[str] = Field([], max_length=50)
    teams: list[int] = Field([], max_length=200)
    roles: list[str] = Field([], max_length=200)
    when: dict[str, list[str]] = {}
    channels: list[str] = Field(["application", "mail"], max_length=10)
    timing: str = "at_once"
    is_mandatory: bool = False
    is_off: bool = False


class TryIn(NotificationRuleIn):
    """A record by its reference, and perhaps a rule that is not saved: else those in force are tried."""

    record: str = Field("", max_length=200)


class NotificationRuleOut(NotificationRuleIn):
    """A rule, with who and how in words."""

    key: str
    who_in_words: list[str]
    ways_in_words: list[str]


class NewsOut(Schema):
    """One kind of news: its rules, and what rules and words of it can name."""

    name: str
    title: str
    about: str
    is_for_customers: bool
    is_own: bool
    version: int
    rules: list[NotificationRuleOut]
    relations: dict[str, str]
    conditions: dict[str, str]


class ExpectedOut(Schema):
    """Somebody who would be told."""

    person: int
    name: str
    why: list[str]
    ways: list[str]
    notes: list[str]


class ExampleOut(Schema):
    """What could happen to the record, and who would be told of it."""

    event: str
    told: list[ExpectedOut]


class WordsIn(Schema):
    """Subject (of mail only) and text."""

    subject: str = Field("", max_length=500)
    text: str = Field("", max_length=20_000)


class TryWordsIn(WordsIn):
    """The same, and the record that they are tried on."""

    record: str = Field("", max_length=200)


class WordsOut(WordsIn):
    """The words in use, whether they are the organization's own, and the names that they may use."""

    is_own: bool
    broken_why: str
    version: int
    names: dict[str, str]


@router.get("", response={200: list[NewsOut], **PROBLEMS})
def list_news(request: ApiRequest) -> HttpResponse:
    """Every kind of news with its rules."""
    policies.require(request.actor, READ)
    names = reading.Names()
    arranged = queries.arrangements()
    return json([_shown(one, names, arranged.get(one.name)) for one in registry.every()])


@router.get("/{kind}", response={200: NewsOut, **PROBLEMS})
def get_news(request: ApiRequest, kind: str) -> HttpResponse:
    """One kind of news with its rules; the ETag is of all of them."""
    return _answer(_news(request, kind))


@router.delete("/{kind}", response={200: NewsOut, **PROBLEMS})
def reset_rules(request: ApiRequest, kind: str) -> HttpResponse:
    """Bring back the rules that the news is shipped with."""
    of = _news(request, kind)
    arranging.reset_rules(of, by=request.actor, expected_version=expected_version(request))
    return _answer(of)


@router.post("/{kind}/rules", response={201: NewsOut, **PROBLEMS})
def add_rule(request: ApiRequest, kind: str, data: NotificationRuleIn) -> HttpResponse:
    """Add a rule."""
    of, version = _news(request, kind), expected_version(request)
    arranging.arrange_rule(of, "", by=request.actor, expected_version=version, **_sent(data))
    return _answer(of, status=201)


@router.patch("/{kind}/rules/{key}", response={200: NewsOut, **PROBLEMS})
def change_rule(request: ApiRequest, kind: str, key: str, data: NotificationRuleIn) -> HttpResponse:
    """Change a rule."""
    of, version = _news(request, kind), expected_version(request)
    arranging.arrange_rule(of, key, by=request.actor, expected_version=version, **_sent(data))
    return _answer(of)


@router.delete("/{kind}/rules/{key}", response={200: NewsOut, **PROBLEMS})
def remove_rule(request: ApiRequest, kind: str, key: str) -> HttpResponse:
    """Take a rule away."""
    of = _news(request, kind)
    arranging.remove_rule(of, key, by=request.actor, expected_version=expected_version(request))
    return _answer(of)


@router.post("/{kind}/preview", response={200: list[ExampleOut], **PROBLEMS})
def preview_rules(request: ApiRequest, kind: str, data: TryIn) -> HttpResponse:
    """Who would be told of a record, by the rules in force or by one that is sent; nothing is."""
    of, sent = _news(request, kind), _sent(data)
    record = sent.pop("record", "")
    rules = [arranging.checked_rule(of, Rule(""), sent)] if sent else queries.rules(of)
    return json([reading.as_json(one) for one in reading.expected(request.actor, of, record, rules)])


@router.get("/{kind}/words/{channel}/{audience}/{language}", response={200: WordsOut, **PROBLEMS})
def get_words(request: ApiRequest, kind: str, channel: str, audience: str, language: str) -> HttpResponse:
    """The words for a channel (application, mail), an audience (staff, customers) and a language (or default)."""
    of, place = _at(request, kind, channel, audience, language)
    return _worded(of, place, queries.wording(of, place))


@router.put("/{kind}/words/{channel}/{audience}/{language}", response={200: WordsOut, **PROBLEMS})
def revise_words(
    request: ApiRequest, kind: str, channel: str, audience: str, language: str, data: WordsIn
) -> HttpResponse:
    """Give the news the organization's own words there."""
    of, place = _at(request, kind, channel, audience, language)
    version = expected_version(request)
    own = words.revise_wording(of, place, by=request.actor, expected_version=version, **data.dict())
    return _worded(of, place, own)


@router.delete("/{kind}/words/{channel}/{audience}/{language}", response={200: WordsOut, **PROBLEMS})
def reset_words(request: ApiRequest, kind: str, channel: str, audience: str, language: str) -> HttpResponse:
    """Bring back the words that the news is shipped with."""
    of, place = _at(request, kind, channel, audience, language)
    own = words.reset_wording(of, place, by=request.actor, expected_version=expected_version(request))
    return _worded(of, place, own)


@router.post("/{kind}/words/{channel}/{audience}/{language}/preview", response={200: WordsIn, **PROBLEMS})
def preview_words(
    request: ApiRequest, kind: str, channel: str, audience: str, language: str, data: TryWordsIn
) -> HttpResponse:
    """Words as they would be for a record; nothing is sent."""
    of, place = _at(request, kind, channel, audience, language)
    subject, text = words.checked_words(of, place, data.subject, data.text)
    said = reading.tried(request.actor, of, place, subject, text, data.record)
    return json({"subject": said.mail_subject, "text": said.mail_text or said.text})


def _news(request: ApiRequest, kind: str) -> News:
    policies.require(request.actor, READ)
    return registry.named(kind)


def _at(request: ApiRequest, kind: str, channel: str, audience: str, language: str) -> tuple[News, Place]:
    of, place = (
        _news(request, kind),
        Place(channel, audience, "" if language == DEFAULT else language.lower()),
    )
    try:
        words.require_place(of, place)
    except Invalid as refusal:
        raise NotFound(refusal.message) from None
    return of, place


def _sent(data: Schema) -> Any:
    return data.dict(exclude_unset=True)


def _answer(of: News, *, status: int = 200) -> HttpResponse:
    arranged = queries.arrangement(of)
    return json(_shown(of, reading.Names(), arranged), status=status, version=arranged.version)


def _shown(of: News, names: reading.Names, arranged: NotificationArrangement | None) -> dict[str, Any]:
    return {
        "name": of.name,
        "title": of.title,
        "about": of.subject.title,
        "is_for_customers": of.is_for_outsiders,
        "is_own": arranged is not None and arranged.rules is not None,
        "version": arranged.version if arranged else 0,
        "rules": [
            reading.as_json(reading.shown(of, rule, names)) for rule in queries.rules_in_force(of, arranged)
        ],
        "relations": {name: one.title for name, one in of.all_relations().items()},
        "conditions": {name: one.title for name, one in of.all_conditions().items()},
    }


def _worded(of: News, place: Place, own: NotificationWording) -> HttpResponse:
    subject, text = (own.subject, own.text) if own.text else wording.shipped(of, place.channel)
    content = {
        "subject": subject,
        "text": text,
        "is_own": bool(own.text),
        "broken_why": own.broken_why,
        "version": own.version,
        "names": wording.names(of, place.channel, place.audience),
    }
    return json(content, version=own.version)
