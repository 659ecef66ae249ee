"""Pictures of charts hold words as words, whatever they are."""

from html.parser import HTMLParser

import pytest

from bailiwick.kernel.figures.charts import Chart, Series
from bailiwick.kernel.figures.drawing import draw

BAD = "\"'><script>&amp;"


class Read(HTMLParser):
    """The elements, addresses and words of a picture."""

    def __init__(self, picture: str) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.addresses: list[str | None] = []
        self.words: list[str] = []
        self.feed(picture)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.addresses += [value for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.mark.parametrize("kind", ["line", "bars", "across", "grid"])
def test_no_word_can_leave_its_place(kind: str) -> None:
    series = (Series(BAD, (1.0, 2.0), (f"/?a={BAD}&b=1", "")), Series(BAD, (None, 3.0)))
    chart = Chart("code", BAD, kind, BAD, (BAD, "May"), series, summary=BAD, marks=((1, BAD),))
    found = Read(draw(chart, identity=BAD))
    assert "script" not in found.elements
    assert found.addresses == [f"/?a={BAD}&b=1"]
    assert f"{BAD}, {BAD}: 1 {BAD}" in found.words
