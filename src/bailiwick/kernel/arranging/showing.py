"""The words of some news as the page lists them."""

from dataclasses import dataclass

from bailiwick.kernel.notifications import queries
from bailiwick.kernel.notifications.models import NotificationWording
from bailiwick.kernel.notifications.news import News
from bailiwick.kernel.notifications.types import AUDIENCES, CHANNELS, Audience, Channel, Place
from bailiwick.kernel.notifications.wording import shipped

DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class WordRow:
    """Words for one place: the organization's own, or those shipped."""

    place: Place
    own: NotificationWording | None
    text: str

    @property
    def channel(self) -> str:
        return CHANNELS[Channel(self.place.channel)]

    @property
    def audience(self) -> str:
        return AUDIENCES[Audience(self.place.audience)]

    @property
    def language(self) -> str:
        return self.place.language or DEFAULT


def places(of: News) -> list[Place]:
    """Where words of some news are used, without languages."""
    audiences = list(Audience) if of.is_for_outsiders else [Audience.STAFF]
    return [Place(channel.value, audience.value) for channel in Channel for audience in audiences]


def word_rows(of: News, also: str = "") -> list[WordRow]:
    """Every place with its words, the organization's in other languages, and places for one language more."""
    own = queries.own_words(of)
    usual = places(of)
    spoken = {Place(*key) for key in own if key[2]}
    spoken |= {Place(one.channel, one.audience, also) for one in usual if also}
    rows = []
    for place in sorted(
        [*usual, *spoken], key=lambda one: (one.channel, one.audience != "staff", one.language)
    ):
        found = own.get((place.channel, place.audience, place.language))
        rows.append(WordRow(place, found, found.text if found else shipped(of, place.channel)[1]))
    return rows
