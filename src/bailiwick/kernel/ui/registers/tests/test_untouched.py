"""A form that is sent as it was opened is no change, whatever its fields are made of."""

from html.parser import HTMLParser
from typing import Any

import pytest

from bailiwick.kernel.base import tenant
from bailiwick.kernel.ui.registers.declaration import Action, Register, registers
from tests.cast import Cast
from tests.web import Browser

NEVER = "999"


class Untouched(HTMLParser):
    """What a browser sends of the page's form if nobody touches it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.sent: dict[str, list[str]] = {}
        self.at, self.text = "", ""
        start = page.index('<form class="bw-form"')
        self.feed(page[start : page.index("</form>", start)])

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        name, kind = given.get("name") or "", given.get("type") or "text"
        if tag == "input" and name and (kind not in ("checkbox", "radio") or "checked" in given):
            self.sent.setdefault(name, []).append(given.get("value") or ("on" if kind == "checkbox" else ""))
        elif tag in ("textarea", "select"):
            self.at, self.text = name, ""
        elif tag == "option" and self.at and "selected" in given:
            self.sent.setdefault(self.at, []).append(given.get("value") or "")

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.sent[self.at] = [self.text.removeprefix("\n").replace("\n", "\r\n")]
        if tag in ("textarea", "select"):
            self.at = ""


def edits(cast: Cast, register: Register) -> list[tuple[Any, Action]]:
    """The register's first record with each action whose form shows what the record holds."""
    with tenant.scope(cast.organization.id):
        first = register.rows(cast.ada).order_by("pk").first()
        if first is None:
            return []
        possible = [one for one in register.actions if one.when(first)]
        forms = [(one, one.form(None, actor=cast.ada, record=first)) for one in possible]
    return [(first, one) for one, form in forms if any(bound.name in form.initial for bound in form)]


@pytest.mark.parametrize("register", registers(), ids=lambda register: register.name)
def test_an_untouched_form_is_merged_with_any_change(
    register: Register, cast: Cast, browser: Browser
) -> None:
    ada = browser.as_("ada")
    for found, action in edits(cast, register):
        address = f"/{register.name}/{found.pk}/{action.name}/"
        sent = Untouched(ada.get(address).content.decode()).sent
        if "version" not in sent:
            continue
        merged = ada.post(address, {**sent, "version": NEVER})
        assert merged.status_code in (303, 422), (address, merged.content.decode()[:2000])
        if merged.status_code == 422:
            continue  # an act that asks for more
        unsaid = {name: value for name, value in sent.items() if name != "was" and name[:4] != "was-"}
        compared = ada.post(address, {**unsaid, "version": NEVER})
        assert compared.status_code == 409
        assert "bw-diff-row" not in compared.content.decode(), address
