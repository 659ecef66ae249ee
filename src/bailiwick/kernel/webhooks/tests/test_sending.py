"""Messages arrive signed, are tried again, and never go where they must not."""

import json
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.ledger.events import Delivery
from bailiwick.kernel.ledger.models import LedgerEvent
from bailiwick.kernel.webhooks import operations, sending, signing, tasks
from bailiwick.kernel.webhooks.models import Webhook, WebhookDelivery
from bailiwick.kernel.webhooks.operations.arranging import KeyedWebhook
from bailiwick.kernel.webhooks.operations.delivering import WAITS
from bailiwick.kernel.webhooks.tests.receiving import Receiver
from bailiwick.resolution.incidents import operations as incidents
from bailiwick.resolution.incidents.events import IncidentLogged
from tests.cast import Cast

DOCS = Path(__file__).parents[5] / "docs" / "administration" / "webhooks.md"
GOOD = sending.Answer(12, 204)
BAD = sending.Answer(12, 503, "Busy")


def add(cast: Cast, url: str, *, name: str = "Wall board") -> KeyedWebhook:
    return operations.add_webhook(by=cast.ada, name=name, url=url, kinds=["incident.logged"])


def announce(cast: Cast, *, times: int = 1) -> WebhookDelivery:
    """An incident was logged, and whoever wants to is told of it."""
    incident = incidents.log_incident(incidents.Report(title="Scale shows zero"), by=cast.sam)
    with tenant.scope(cast.organization.id):
        for _ in range(times):
            operations.announce(
                Delivery(
                    cast.organization.id, 7, "incident.log", cast.sam.person_id, "Sam", clock.now(),
                    IncidentLogged(incident.pk),
                )
            )  # fmt: skip
        return WebhookDelivery.objects.latest("id")


def send(cast: Cast, made: KeyedWebhook) -> WebhookDelivery:
    tasks.send(organization_id=cast.organization.id, webhook_id=made.webhook.pk)
    with tenant.scope(cast.organization.id):
        return WebhookDelivery.objects.latest("id")


def note(cast: Cast, one: WebhookDelivery, answer: sending.Answer) -> WebhookDelivery:
    with tenant.scope(cast.organization.id):
        operations.note_attempt(one.pk, answer)
        return WebhookDelivery.objects.select_related("webhook").get(pk=one.pk)


def test_a_message_says_what_happened_and_is_signed(cast: Cast, receiver: Receiver) -> None:
    made = add(cast, receiver.address)
    announce(cast)
    sent = send(cast, made)
    ((headers, body),) = receiver.received
    content = json.loads(body)
    incident = content["data"]["incident"]
    assert content["type"] == "incident.logged"
    assert content["organization"]["name"] == "Harbour Lights"
    assert incident["reference"] == "INC-1"
    assert incident["url"].endswith("/incidents/INC-1/")
    expected = signing.headers([made.secret], headers["webhook-id"], int(headers["webhook-timestamp"]), body)
    assert headers["webhook-signature"] == expected["webhook-signature"]
    assert (sent.state, sent.status, sent.attempts) == ("delivered", 204, 1)


def test_the_signature_is_that_of_the_standard() -> None:
    """The example of the reference implementation of Standard Webhooks."""
    found = signing.headers(
        ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330,
        b'{"test": 2432232314}',
    )  # fmt: skip
    assert found["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_the_example_in_the_docs_knows_a_genuine_message(cast: Cast, receiver: Receiver) -> None:
    made = add(cast, receiver.address)
    announce(cast)
    send(cast, made)
    ((headers, body),) = receiver.received
    example = DOCS.read_text(encoding="utf-8").split("```python\n")[1].split("```")[0]
    known: dict[str, Any] = {}
    exec(example, known)  # noqa: S102 - it is ours
    is_genuine, now = known["is_genuine"], time.time()
    assert is_genuine(made.secret, headers, body, now)
    assert not is_genuine(made.secret, headers, body + b" ", now)
    assert not is_genuine(signing.new_secret(), headers, body, now)
    assert not is_genuine(made.secret, headers, body, now + 600)


def test_after_a_rotation_both_secrets_sign_for_a_day(cast: Cast, receiver: Receiver) -> None:
    made = add(cast, receiver.address)
    new = operations.rotate_secret(made.webhook, by=cast.ada, reason="It was mailed about")
    announce(cast)
    send(cast, made)
    ((headers, body),) = receiver.received
    at = int(headers["webhook-timestamp"])
    both = signing.headers([new.secret, made.secret], headers["webhook-id"], at, body)
    assert headers["webhook-signature"] == both["webhook-signature"]
    with tenant.scope(cast.organization.id):
        entries = json.dumps(list(LedgerEvent.objects.values_list("payload", flat=True)))
    assert "whsec_" not in entries
    assert made.secret not in repr(made)


def test_an_event_is_queued_once_however_often_it_is_handed_on(cast: Cast, receiver: Receiver) -> None:
    add(cast, receiver.address)
    announce(cast, times=2)
    with tenant.scope(cast.organization.id):
        assert WebhookDelivery.objects.count() == 1


@pytest.mark.parametrize(
    ("status", "answer", "location", "error"),
    [(500, b"Oops", "", ""), (302, b"", "http://127.0.0.1:1/", "redirects"), (404, b"x" * 100_000, "", "")],
)
def test_what_is_not_accepted_is_tried_again(
    cast: Cast, receiver: Receiver, status: int, answer: bytes, location: str, error: str
) -> None:
    receiver.status, receiver.answer, receiver.location = status, answer, location
    made = add(cast, receiver.address)
    announce(cast)
    sent = send(cast, made)
    assert len(receiver.received) == 1, "a redirect is not followed"
    assert (sent.state, sent.status) == ("waiting", status)
    assert sent.tries[0]["answer"] == answer[:1000].decode()
    assert error in sent.tries[0]["error"]
    assert sent.next_try_at is not None
    assert sent.next_try_at > clock.now() + timedelta(seconds=5)


def test_a_receiver_that_hangs_is_left(
    cast: Cast, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "ANSWER_WITHIN", 0.2)
    receiver.hangs = True
    made = add(cast, receiver.address)
    announce(cast)
    began = time.monotonic()
    sent = send(cast, made)
    assert time.monotonic() - began < 5
    assert sent.tries[0]["error"] == "No answer within 0.2 seconds."


def test_a_name_that_leads_inward_is_refused_when_it_connects(cast: Cast) -> None:
    made = add(cast, "https://localhost:1/hook")
    announce(cast)
    sent = send(cast, made)
    assert "private network" in sent.tries[0]["error"]


def test_without_https_only_named_networks_are_reached(cast: Cast, receiver: Receiver, settings: Any) -> None:
    made = add(cast, receiver.address)
    settings.WEBHOOKS_ALLOW = []
    announce(cast)
    assert "private network" in send(cast, made).tries[0]["error"]
    assert receiver.received == []


def test_after_a_day_without_anything_arriving_it_is_switched_off(cast: Cast) -> None:
    made = add(cast, "https://receiver.example/hook")
    one, waited = announce(cast), 0.0
    for _ in WAITS:
        one = note(cast, one, BAD)
        assert one.next_try_at is not None
        waited += (one.next_try_at - clock.now()).total_seconds()
    assert waited == pytest.approx(24 * 3600, abs=10)
    one = note(cast, one, BAD)
    assert one.state == "given_up"
    with tenant.scope(cast.organization.id):
        webhook = Webhook.objects.get(pk=made.webhook.pk)
        assert webhook.disabled_at is not None
        assert webhook.disabled_why == "Nothing was accepted for a day. The last answer was 503."
        off = LedgerEvent.objects.get(verb="webhook.switch_off")
        assert off.payload is not None
        assert off.payload["events"][0]["is"] == "WebhookSwitchedOff"


def test_one_message_that_is_never_accepted_switches_nothing_off(cast: Cast) -> None:
    add(cast, "https://receiver.example/hook")
    odd = announce(cast)
    note(cast, announce(cast), GOOD)
    for _ in range(len(WAITS) + 1):
        odd = note(cast, odd, BAD)
    assert odd.state == "given_up"
    assert odd.webhook.disabled_at is None


def test_a_receiver_that_is_gone_is_switched_off_at_once(cast: Cast) -> None:
    add(cast, "https://receiver.example/hook")
    one = note(cast, announce(cast), sending.Answer(3, 410))
    assert one.state == "given_up"
    assert "gone" in one.webhook.disabled_why


def test_a_message_is_sent_again_with_the_same_id(cast: Cast, receiver: Receiver) -> None:
    made = add(cast, receiver.address)
    announce(cast)
    sent = send(cast, made)
    operations.replay_message(sent, by=cast.ada)
    send(cast, made)
    (first, body), (second, again) = receiver.received
    assert (first["webhook-id"], body) == (second["webhook-id"], again)


def test_old_messages_are_forgotten(cast: Cast, settings: Any) -> None:
    add(cast, "https://receiver.example/hook")
    announce(cast)
    assert tasks.forget_of(cast.organization.id) == 0
    settings.WEBHOOKS_LOG_DAYS = 0
    assert tasks.forget_of(cast.organization.id) == 1


def test_what_is_due_is_taken_up_again(cast: Cast) -> None:
    made = add(cast, "https://receiver.example/hook")
    announce(cast)
    assert tasks.send_due_of(cast.organization.id) == 1
    operations.disable_webhook(made.webhook, by=cast.ada, reason="Moving")
    assert tasks.send_due_of(cast.organization.id) == 0
