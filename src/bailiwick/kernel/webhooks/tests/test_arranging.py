"""Who may have what told to which address."""

from dataclasses import replace
from ipaddress import ip_address, ip_network
from typing import Any

import pytest

from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.errors import Invalid, NotAllowedNow, Refused
from bailiwick.kernel.webhooks import kinds, operations, queries
from bailiwick.kernel.webhooks.addresses import is_allowed
from bailiwick.resolution.api.schemas import IncidentOut
from bailiwick.resolution.incidents import announcing
from tests.cast import Cast

WORD = "https://receiver.example/hook"


@pytest.mark.parametrize(
    "url",
    [
        "http://receiver.example/hook", "ftp://receiver.example/", "https://", "https://a:b@receiver.example/",
        "https://127.0.0.1/", "https://[::1]/", "https://10.1.2.3/", "https://169.254.169.254/latest/meta-data",
        "https://[::ffff:192.168.1.1]/", "https://receiver.example:99999/", "https://receiver.example/a b", "\0",
    ],
)  # fmt: skip
def test_addresses_that_can_never_be_good_are_refused(cast: Cast, url: str) -> None:
    with pytest.raises(Invalid) as refused:
        operations.add_webhook(by=cast.ada, name="Board", url=url, kinds=["incident.logged"])
    assert list(refused.value.fields) == ["url"]


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0", "10.0.0.1", "100.64.0.1", "127.0.0.1", "169.254.1.1", "172.16.0.1", "192.168.0.1",  # noqa: S104 - refused
        "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fc00::1", "ff02::1",
        "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::1", "2001:db8::1",
    ],
)  # fmt: skip
def test_inner_addresses_are_allowed_only_by_name(address: str, settings: Any) -> None:
    one = ip_address(address)
    assert not is_allowed(one)
    settings.WEBHOOKS_ALLOW = [ip_network(one)]
    assert is_allowed(one)


def test_public_addresses_are_allowed() -> None:
    assert is_allowed(ip_address("93.184.215.14"))
    assert is_allowed(ip_address("2606:2800:21f:cb07:6820:80da:af6b:8b2c"))


def test_nobody_has_more_told_than_they_may_see(cast: Cast) -> None:
    limited = replace(cast.ada, grants=frozenset({"webhook.*"}))
    with pytest.raises(Refused):
        operations.add_webhook(by=limited, name="Board", url=WORD, kinds=["incident.logged"])
    with pytest.raises(Refused):
        operations.add_webhook(by=cast.sam, name="Board", url=WORD, kinds=["incident.logged"])
    made = operations.add_webhook(by=cast.ada, name="Board", url=WORD, kinds=["incident.logged"])
    with pytest.raises(Refused):
        operations.revise_webhook(made.webhook, by=limited, url="https://elsewhere.example/")
    with tenant.scope(cast.organization.id):
        assert not queries.webhooks(cast.sam).exists()
        assert not queries.webhooks(cast.cora).exists()
    with tenant.scope(cast.other.id):
        assert not queries.webhooks(cast.zoe).exists()


@pytest.mark.parametrize("names", [[], ["incident.logged", "incident.eaten"]])
def test_events_must_be_known(cast: Cast, names: list[str]) -> None:
    with pytest.raises(Invalid) as refused:
        operations.add_webhook(by=cast.ada, name="Board", url=WORD, kinds=names)
    assert list(refused.value.fields) == ["kinds"]


def test_a_webhook_that_is_off_sends_no_test(cast: Cast) -> None:
    made = operations.add_webhook(by=cast.ada, name="Board", url=WORD, kinds=["incident.logged"])
    operations.disable_webhook(made.webhook, by=cast.ada, reason="Moving")
    with pytest.raises(NotAllowedNow):
        operations.send_test(made.webhook, by=cast.ada)
    operations.enable_webhook(made.webhook, by=cast.ada)
    assert operations.send_test(made.webhook, by=cast.ada).kind == "webhook.test"


def test_every_event_of_incidents_is_offered() -> None:
    assert {"incident.logged", "incident.resolved", "incident.target_missed"} <= kinds.kinds().keys()


def test_no_more_is_told_of_an_incident_than_the_api_gives() -> None:
    assert set(announcing.TOLD) <= IncidentOut.model_fields.keys()
