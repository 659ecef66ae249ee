"""People out of a real directory: looked at first, brought in once, ended when they are gone."""

from pathlib import Path

import pytest

from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.errors import Invalid, Refused
from bailiwick.kernel.identity.federation import operations
from bailiwick.kernel.identity.federation.models import IdentityProvider
from bailiwick.kernel.identity.models import Account, Person
from bailiwick.kernel.people import running
from bailiwick.kernel.people.directories import prepare_directory
from bailiwick.kernel.protocols.types import Claims
from tests.cast import Cast
from tests.providers import directory as served
from tests.web import Browser


def provider_of(cast: Cast, server: served.Served) -> IdentityProvider:
    return operations.add_provider(
        by=cast.ada, kind="ldap", name="Harbour directory", address=server.secured, certificates=server.certificate,
        base=f"ou=people,{served.BASE}", bind_dn=served.SEARCHER, secret=served.PASSWORD, domains="harbour.example",
    )  # fmt: skip


def test_a_directory_is_looked_at_and_then_brought_in(cast: Cast, browser: Browser, tmp_path: Path) -> None:
    people = [
        served.person("noa"),
        served.person("eve", mail="eve@elsewhere.example"),
        served.person("mia", userAccountControl="514"),
    ]
    with served.running(tmp_path, *people) as server:
        provider = provider_of(cast, server)
        run = prepare_directory(provider, by=cast.ada)
        told = running.counts(running.outcomes_of(run))
        assert (told["created"], told["changed"], told["refused"]) == (2, 1, 0)
        assert not Account.objects.filter(email="noa@harbour.example").exists(), "nothing is done yet"
        running.bring_in_now(run)
        with tenant.scope(cast.organization.pk):
            noa = Person.objects.get(email="noa@harbour.example")
            eve = Person.objects.get(email="eve@elsewhere.example")
            assert noa.account is not None
            assert eve.account is None, "the directory does not speak for that domain"
            assert Person.objects.get(pk=cast.people["mia"].pk).is_disabled
        again = running.counts(running.outcomes_of(prepare_directory(provider, by=cast.ada)))
        assert (again["created"], again["changed"], again["refused"]) == (0, 0, 0)
        ada = browser.as_("ada")
        assert ada.post(f"/identity-providers/{provider.pk}/import/").status_code == 303
        with pytest.raises(Refused):
            prepare_directory(provider, by=cast.sam)
        with tenant.scope(cast.organization.pk):
            operations.recognize_person(provider, Claims("of-one-who-left", "sam@harbour.example"))
        running.bring_in_now(prepare_directory(provider, by=cast.ada))
        with tenant.scope(cast.organization.pk):
            assert Person.objects.get(pk=cast.people["sam"].pk).is_disabled, "no longer in the directory"
        provider = operations.revise_provider(provider, by=cast.ada, people_filter="(uid=nobody)")
        with pytest.raises(Invalid, match="shows nobody"):
            prepare_directory(provider, by=cast.ada)
