"""Somebody in front of a browser: goes to pages, reads and presses what is named, and looks at each page for faults."""

import io
import os
import re
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import ConsoleMessage, Locator, Page, expect

from tests.cast import PASSWORD

# A refusal is an answer with a status that the browser also writes to its console; the journeys read the page instead.
REFUSAL = re.compile(r"Failed to load resource: the server responded with a status of 4\d\d")
RULES = {"resultTypes": ["violations"]}


@dataclass
class Reader:
    """One tab. `faults` gathers what the console complains of (policy violations too) and what axe finds."""

    page: Page
    address: str
    has_script: bool = True
    examined: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(20_000)
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.faults.append(f"{self.page.url}: {error}"))

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not REFUSAL.search(message.text):
            self.faults.append(f"{self.page.url}: {message.text}")

    def open(self, path: str) -> None:
        """Go to an address of the product."""
        self.page.goto(path if "://" in path else f"{self.address}{path}")
        self.look()

    def sign_in(self, name: str, password: str = PASSWORD) -> None:
        """Sign in on the page that is open, or on the sign-in page."""
        if "/sign-in/" not in self.page.url:
            self.open("/sign-in/")
        self.fill("E-mail address", f"{name}@harbour.example")
        self.fill("Password", password)
        self.press("Sign in", within="body")

    def fill(self, label: str, text: str) -> None:
        """Type into a field."""
        self.page.get_by_label(label).fill(text)

    def choose(self, label: str, option: str) -> None:
        """Choose an option of a select."""
        self.page.get_by_role("combobox", name=label).select_option(label=option)

    def press(self, name: str, *, kind: Any = "button", within: str = "main") -> None:
        """Press the button or follow the link of that name, and look at the page that comes."""
        place = self.page.get_by_role("main") if within == "main" else self.page.locator(within)
        place.get_by_role(kind, name=name, exact=True).first.click()
        self.page.wait_for_load_state()
        self.look()

    def follow(self, name: str, *, within: str = "main") -> None:
        """Follow the link of that name."""
        self.press(name, kind="link", within=within)

    def do(self, verb: str) -> None:
        """Open the form of a verb of the incident, also where it stands in the menu."""
        link = self.page.get_by_role("main").get_by_role("link", name=verb, exact=True)
        if not link.is_visible():
            self.page.get_by_text("More", exact=True).click()
        link.click()
        self.page.wait_for_load_state()
        self.look()

    def sees(self, text: str, *, within: str = "body") -> Locator:
        """Wait until the text can be read."""
        found = self.page.locator(within).get_by_text(text).filter(visible=True).first
        expect(found).to_be_visible(timeout=15_000)
        return found

    def does_not_see(self, text: str) -> None:
        """The text is nowhere on the page."""
        expect(self.page.get_by_text(text)).to_have_count(0)

    def picture(self, name: str, *, of: str = "") -> None:
        """Keep what is seen for the documentation, only where BAILIWICK_PICTURES names its folder (`make pictures`).

        `of` names a part of the page by its CSS selector. 64 colours keep the files small.
        """
        if folder := os.environ.get("BAILIWICK_PICTURES"):
            self.page.evaluate("scrollTo(0, 0)")
            seen = self.page.locator(of).first if of else self.page
            taken = seen.screenshot(animations="disabled", caret="hide")
            image = Image.open(io.BytesIO(taken)).convert("RGB").quantize(64, dither=Image.Dither.NONE)
            image.save(f"{folder}/{name}.png", optimize=True)

    def look(self) -> None:
        """Examine the page for barriers, each kind of page once."""
        kind = re.sub(r"\d+", "0", self.page.url.partition("?")[0].removeprefix(self.address))
        kind += f" {self.page.get_by_role('alert').count()}"
        if not self.has_script or kind in self.examined:
            return
        self.examined.add(kind)
        found = Axe().run(self.page, options=RULES).response["violations"]
        for one in found:
            if one["impact"] in ("serious", "critical"):
                places = [" ".join(map(str, node["target"])) for node in one["nodes"][:5]]
                self.faults.append(f"{self.page.url}: {one['id']}: {one['help']}: {places}")
