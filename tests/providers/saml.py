"""A SAML provider as tests use it: whom it knows, how it answers, and what its page lets the browser post."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import httpx

from tests.providers.keys import Pair, made
from tests.providers.serving import served

PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"


@dataclass(frozen=True)
class Provider:
    """A provider that runs."""

    address: str
    pair: Pair

    @property
    def metadata(self) -> str:
        return httpx.get(f"{self.address}/metadata").text

    def knows(self, login: str, email: str, *groups: str, name_id: str = "", form: str = PERSISTENT) -> None:
        """Tell it of somebody."""
        said = {"mail": email, "displayName": login.title(), "groups": list(groups)}
        person = {"id": name_id or login, "format": form, "said": said}
        httpx.post(f"{self.address}/people", json={login: person})

    def answers(self, **knobs: Any) -> None:
        """From now on it answers so; with nothing, as it does by itself."""
        httpx.post(f"{self.address}/knobs", json=knobs)

    def answer(self, address: str, login: str) -> dict[str, str]:
        """What its page lets the browser of somebody post."""
        page = httpx.get(f"{address}&login={login}").text
        return {name: unescape(value) for name, value in re.findall(r'name="(\w+)"\s+value="([^"]*)"', page)}


@contextmanager
def running(folder: Path) -> Iterator[Provider]:
    """A provider with a key of its own, until the end of the block."""
    pair = made()
    with served("saml.mjs", *pair.written(folder)) as address:
        yield Provider(address, pair)
