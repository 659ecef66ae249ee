"""The picture of a process as SVG."""

from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

from hypothesis import given

from bailiwick.kernel.process.diagram import describe, draw
from bailiwick.kernel.process.tests.arbitrary import definitions
from bailiwick.kernel.process.tests.repairs import repairs
from bailiwick.kernel.process.types import Definition

STYLE = Path(__file__).parents[3] / "front" / "process-diagram.css"
SVG = "{http://www.w3.org/2000/svg}"


def parsed(svg: str) -> Element:
    return fromstring(svg)  # noqa: S314 - our own output


def texts(root: Element, name: str) -> list[str]:
    return [e.text or "" for e in root.iter(f"{SVG}text") if e.get("class") == name]


def test_states_and_verbs_are_written() -> None:
    root = parsed(draw(repairs()))
    assert {"New", "Working", "Waiting for parts", "Mended", "Returned"} <= set(texts(root, "pd-title"))
    assert {"Bring", "Start", "Wait", "Go on", "Finish", "Give back", "Scrap"} <= set(texts(root, "pd-verb"))
    assert "Note" not in texts(root, "pd-verb")


def test_the_current_and_visited_states_have_classes() -> None:
    root = parsed(draw(repairs(), current="working", visited=["new"]))
    groups = {
        e[-1].text: e.get("class") for e in root.iter(f"{SVG}g") if "pd-state" in (e.get("class") or "")
    }
    assert groups["Working"] == "pd-state pd-open pd-current"
    assert groups["New"] == "pd-state pd-open pd-visited"
    assert groups["Mended"] == "pd-state pd-resolved"


def test_it_says_in_words_what_it_shows() -> None:
    root = parsed(draw(repairs(), current="working", ident="repair-7"))
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert description is not None
    assert title.text == "Repairs: now Working"
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == title.get("id") == "repair-7-title"
    assert root.get("aria-describedby") == description.get("id") == "repair-7-description"
    assert "Mended: Give back leads to Returned." in (description.text or "")
    assert "Start: Bring leads to Working or New." in describe(repairs())
    assert "Returned: end." in describe(repairs())


def test_what_was_never_done_is_marked() -> None:
    observed = {("start", "repair.bring", "new"): 1200}
    root = parsed(draw(repairs(), observed=observed))
    classes = {
        texts(e, "pd-verb")[0]: e.get("class") or "" for e in root.iter(f"{SVG}g") if texts(e, "pd-verb")
    }
    assert "pd-unused" not in classes["Bring (1,200)"]
    assert "pd-unused" in classes["Give back (0)"]


@given(definitions())
def test_any_picture_is_xml_without_styles_and_scripts(definition: Definition) -> None:
    root = parsed(draw(definition, current=definition.initial))
    for element in root.iter():
        assert element.tag.removeprefix(SVG) in {
            "svg", "title", "desc", "g", "rect", "path", "circle", "text"
        }  # fmt: skip
        assert not [name for name in element.attrib if name == "style" or name.startswith("on")]


def test_titles_are_escaped() -> None:
    hostile = replace(repairs().states[0], title="<script>alert('x')</script>")
    svg = draw(replace(repairs(), states=(hostile, *repairs().states[1:]), title='"><img>'))
    assert "<script" not in svg
    assert "<img" not in svg


def test_every_class_has_a_style() -> None:
    style = STYLE.read_text("utf-8")
    svg = parsed(draw(repairs(), current="working", visited=["new"], observed={}))
    used = {name for element in svg.iter() for name in (element.get("class") or "").split()}
    plain = {"pd-open", "pd-to-open", "pd-state", "pd-move"}
    assert [name for name in sorted(used - plain) if f".{name}" not in style] == []
