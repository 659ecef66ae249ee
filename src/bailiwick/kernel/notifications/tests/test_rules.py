"""Who is told by which rule, in which words, and by which channel."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from procrastinate.contrib.django.models import ProcrastinateJob

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.base.errors import Invalid, NotFound, Refused, Stale
from bailiwick.kernel.identity import operations as identity
from bailiwick.kernel.ledger.events import Delivery
from bailiwick.kernel.ledger.models import LedgerEvent
from bailiwick.kernel.ledger.operation import operation
from bailiwick.kernel.notifications import news, queries
from bailiwick.kernel.notifications.events import WordingBroken
from bailiwick.kernel.notifications.models import Notification, NotificationWording
from bailiwick.kernel.notifications.operations.arranging import arrange_rule, remove_rule, reset_rules
from bailiwick.kernel.notifications.operations.choosing import choose_mail
from bailiwick.kernel.notifications.operations.telling import tell
from bailiwick.kernel.notifications.operations.wording import reset_wording, revise_wording
from bailiwick.kernel.notifications.tasks import mail_one, mail_together, send_mail
from bailiwick.kernel.notifications.types import Place
from bailiwick.resolution.incidents import events, operations
from bailiwick.resolution.incidents.models import Incident
from tests.cast import Cast

LOGGED, COMMENTED = "IncidentLogged", "IncidentCommented"
STAFF_MAIL, CUSTOMERS_MAIL = Place("mail", "staff"), Place("mail", "customers")


@pytest.fixture
def incident(cast: Cast) -> Incident:
    """Cora's, with the desk, priority 1."""
    report = operations.Report(
        title="<b>Scale</b> is dark", service=cast.weighing, classification=cast.hardware, impact=1, urgency=1,
        reporter=cast.people["cora"],
    )  # fmt: skip
    found = operations.log_incident(report, by=cast.mia)
    return operations.assign_incident(found, by=cast.mia, team=cast.desk)


@pytest.fixture
def house(cast: Cast, incident: Incident, settings: Any) -> Iterator[Cast]:
    """Harbour Lights with an incident, and mail that goes somewhere."""
    settings.EMAIL_HOST = "mail.example"
    with tenant.scope(cast.organization.id):
        yield cast


def deliver(cast: Cast, event: Any, number: int = 41) -> dict[str, Notification]:
    """Mia did it; what each person was told."""
    tell(Delivery(cast.organization.id, number, "", cast.mia.person_id, "Mia", clock.now(), event))
    found = Notification.objects.filter(event_id=number).select_related("person")
    return {one.person.name.lower(): one for one in found}


def work(event: int = 41) -> list[ProcrastinateJob]:
    send_mail.now(event_id=event)
    jobs = list(ProcrastinateJob.objects.filter(task_name__startswith="notifications.mail_").order_by("id"))
    for job in jobs:
        if job.scheduled_at is None:
            mail_one.now(notification_id=job.args["notification_id"])
    return jobs


def test_what_is_shipped_tells_team_and_reporter_and_says_why(house: Cast, incident: Incident) -> None:
    told = deliver(house, events.IncidentLogged(incident.pk))
    assert {name: one.why for name, one in told.items()} == {
        "sam": [{"rule": "team", "as": "team"}],
        "cora": [{"rule": "reporter", "as": "reporter"}],
    }
    assert told["cora"].path == f"/portal/incidents/{incident.reference}/"
    assert told["sam"].text == f"{incident.reference} logged: <b>Scale</b> is dark"


def test_a_note_among_the_staff_reaches_no_customer_whatever_the_rules_say(
    house: Cast, incident: Incident
) -> None:
    arrange_rule(
        news.named(COMMENTED), "public", by=house.ada, when={}, to=["reporter", "watchers", "customer"]
    )
    operations.watch_incident(incident, by=house.sam, person=house.people["cora"])
    assert "cora" not in deliver(house, events.IncidentCommented(incident.pk, 0, False))
    assert "cora" in deliver(house, events.IncidentCommented(incident.pk, 0, True), 42)


def test_an_organization_tells_whom_it_likes_and_comes_back(house: Cast, incident: Incident) -> None:
    of = news.named(LOGGED)
    arranged = arrange_rule(
        of, "", by=house.ada, roles=["AUD"], when={"priority": ["1"]}, channels=["application"]
    )
    assert arranged.version == 1
    remove_rule(of, "team", by=house.ada, expected_version=1)
    told = deliver(house, events.IncidentLogged(incident.pk))
    assert set(told) == {"rui", "cora"}
    assert told["rui"].why == [{"rule": "own-1", "as": "role:AUD"}]
    assert not told["rui"].is_mailed
    arrange_rule(of, "own-1", by=house.ada, when={"priority": ["4"]})
    assert "rui" not in deliver(house, events.IncidentLogged(incident.pk), 42)
    reset_rules(of, by=house.ada)
    assert queries.rules(of) == of.rules
    kept = LedgerEvent.objects.filter(verb__startswith="notification_rule.").order_by("pk")
    assert [one.verb for one in kept] == [
        "notification_rule.arrange", "notification_rule.remove", "notification_rule.arrange",
        "notification_rule.reset",
    ]  # fmt: skip


def test_who_may_not_see_it_is_not_told_by_team_or_role(house: Cast, incident: Incident) -> None:
    for person in (identity.add_person("Tim", by=house.ada), house.people["rui"]):
        identity.join_team(house.network, person, by=house.ada)
    arrange_rule(news.named(LOGGED), "", by=house.ada, teams=[house.network.pk])
    assert set(deliver(house, events.IncidentLogged(incident.pk))) == {"sam", "cora", "rui"}


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"to": []}, "to"),
        ({"to": ["nobody"]}, "to"),
        ({"to": ["team"], "channels": []}, "channels"),
        ({"to": ["team"], "channels": ["pigeon"]}, "channels"),
        ({"to": ["team"], "when": {"weather": ["rain"]}}, "when"),
        ({"to": ["team"], "when": {"priority": ["9"]}}, "when"),
        ({"to": ["team"], "timing": "never"}, "timing"),
        ({"to": ["team"], "timing": "daily", "channels": ["application"]}, "timing"),
        ({"teams": [0]}, "teams"),
        ({"roles": ["KING"]}, "roles"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(house: Cast, fields: Any, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        arrange_rule(news.named(LOGGED), "", by=house.ada, **fields)
    assert list(refused.value.fields) == [field]


def test_a_customer_s_people_are_offered_only_where_customers_are_told(house: Cast) -> None:
    offered = {one.is_for_outsiders for one in news.every() if "customer" in one.all_relations()}
    assert offered == {True}
    with pytest.raises(Invalid):
        arrange_rule(news.named("TargetMissed"), "", by=house.ada, to=["customer"])


def test_rules_are_arranged_by_whoever_may_and_not_over_each_other(house: Cast) -> None:
    of = news.named(LOGGED)
    with pytest.raises(Refused):
        arrange_rule(of, "team", by=house.sam, is_off=True)
    arrange_rule(of, "team", by=house.ada, is_off=True, expected_version=0)
    with pytest.raises(Stale):
        remove_rule(of, "team", by=house.ada, expected_version=0)
    with pytest.raises(NotFound):
        remove_rule(of, "own-7", by=house.ada)


def test_what_the_organization_insists_on_is_mailed_whatever_people_chose(
    house: Cast, incident: Incident
) -> None:
    choose_mail(by=house.sam, unmailed=[LOGGED], quiet_from=None, quiet_until=None)
    deliver(house, events.IncidentLogged(incident.pk))
    assert [job.args["notification_id"] for job in work()] == [
        Notification.objects.get(person__name="Cora").pk
    ]
    arrange_rule(news.named(LOGGED), "team", by=house.ada, is_mandatory=True)
    deliver(house, events.IncidentLogged(incident.pk), 42)
    work(42)
    assert "sam@harbour.example" in [to for one in mail.outbox for to in one.to]


def test_what_goes_together_is_one_mail_at_the_full_hour(
    house: Cast, incident: Incident, monkeypatch: pytest.MonkeyPatch
) -> None:
    of = news.named(LOGGED)
    remove_rule(of, "reporter", by=house.ada)
    arrange_rule(of, "team", by=house.ada, timing="hourly", channels=["mail"])
    for number in (41, 42):
        deliver(house, events.IncidentLogged(incident.pk), number)
        jobs = work(number)
    assert {job.scheduled_at for job in jobs} == {Notification.objects.first().mail_at}  # type: ignore[union-attr]
    assert (mail.outbox, queries.unread(house.sam), list(queries.own(house.sam))) == ([], 0, [])
    later = clock.now() + timedelta(hours=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    for job in jobs:
        mail_together.now(person_id=job.args["person_id"])
    (message,) = mail.outbox
    assert message.subject == "[Harbour Lights] 2 news"
    assert message.body.count(f"/incidents/{incident.reference}/") == 2


def test_own_words_go_to_whom_they_are_for(house: Cast, incident: Incident) -> None:
    of = news.named(LOGGED)
    revise_wording(
        of, CUSTOMERS_MAIL, by=house.ada, subject="{{ reference }}\t{{ title|short }}",
        text="Dear {{ receiver }}, {{ title }}{% if service %} ({{ service }}){% endif %}\n{{ link }}",
    )  # fmt: skip
    deliver(house, events.IncidentLogged(incident.pk))
    work()
    bodies = {one.to[0]: (one.subject, one.body) for one in mail.outbox}
    assert bodies["cora@harbour.example"] == (
        f"{incident.reference} <b>Scale</b> is dark",
        "Dear Cora, <b>Scale</b> is dark (Weighing)\n"
        f"http://localhost:8000/portal/incidents/{incident.reference}/",
    )
    assert bodies["sam@harbour.example"][0].startswith("[Harbour Lights]")
    assert not Notification.objects.exclude(mail_text="").exists()


def test_words_come_in_the_language_that_somebody_chose(house: Cast, incident: Incident) -> None:
    of = news.named(LOGGED)
    with pytest.raises(Invalid):
        choose_mail(by=house.sam, unmailed=[], quiet_from=None, quiet_until=None, language="de")
    revise_wording(
        of, Place("application", "staff", "de"), by=house.ada, subject="", text="{{ reference }} gemeldet"
    )
    assert deliver(house, events.IncidentLogged(incident.pk))["sam"].text.endswith("is dark")
    choose_mail(by=house.sam, unmailed=[], quiet_from=None, quiet_until=None, language="de")
    assert (
        deliver(house, events.IncidentLogged(incident.pk), 42)["sam"].text == f"{incident.reference} gemeldet"
    )


@pytest.mark.parametrize(
    ("place", "subject", "text", "wrong"),
    [
        (CUSTOMERS_MAIL, "{{ team }}", "x", {"subject": "Line 1, column 1: “team” is internal"}),
        (CUSTOMERS_MAIL, "x", "a\n {{ assignee }}", {"text": "Line 2, column 2: “assignee” is internal"}),
        (STAFF_MAIL, "", "", {"subject": "The subject is one line", "text": "must not be empty"}),
        (STAFF_MAIL, "x", "{{ a.b }}", {"text": "Line 1, column 1"}),
        (Place("fax", "staff"), "x", "y", {"channel": "There is no channel"}),
        (Place("mail", "aliens"), "x", "y", {"audience": "There is no audience"}),
        (Place("mail", "staff", "../etc"), "x", "y", {"language": "A language is a code"}),
    ],
)
def test_words_that_cannot_be_used_are_refused(
    house: Cast, place: Place, subject: str, text: str, wrong: dict[str, str]
) -> None:
    with pytest.raises(Invalid) as refused:
        revise_wording(news.named(LOGGED), place, by=house.ada, subject=subject, text=text)
    assert refused.value.fields.keys() == wrong.keys()
    assert all(wrong[name] in said for name, said in refused.value.fields.items())


def test_customers_get_no_words_for_what_they_never_hear(house: Cast) -> None:
    with pytest.raises(Invalid) as refused:
        revise_wording(news.named("TargetMissed"), CUSTOMERS_MAIL, by=house.ada, subject="x", text="y")
    assert list(refused.value.fields) == ["audience"]


def test_broken_words_lose_no_mail_and_administrators_hear_of_it_once(
    house: Cast, incident: Incident
) -> None:
    of = news.named(LOGGED)
    kept = revise_wording(of, STAFF_MAIL, by=house.ada, subject="x", text="y")
    with operation("notification_wording.revise", by=house.ada):
        NotificationWording.objects.filter(pk=kept.pk).update(text="{{ weather }}")
    for number in (41, 42):
        assert deliver(house, events.IncidentLogged(incident.pk), number)["sam"].mail_text == ""
        work(number)
    assert f"{incident.reference} logged" in mail.outbox[0].body
    broken = LedgerEvent.objects.filter(verb="notification_wording.break")
    assert [one.payload["events"][0]["is"] for one in broken if one.payload and "events" in one.payload] == [
        "WordingBroken"
    ]
    kept.refresh_from_db()
    assert "weather" in kept.broken_why
    told = deliver(house, WordingBroken(kept.pk, kept.broken_why), 43)
    assert set(told) == {"ada"}
    assert "could not be used" in told["ada"].text
    reset_wording(of, STAFF_MAIL, by=house.ada)
    kept.refresh_from_db()
    assert (kept.broken_at, queries.own_words(of)) == (None, {})
