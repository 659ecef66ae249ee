"""What people write becomes safe HTML."""

import pytest

from bailiwick.kernel.ui.jinja.differences import difference
from bailiwick.kernel.ui.jinja.markdown import markdown


def test_commonmark_with_tables_and_strikethrough() -> None:
    assert markdown("**a** ~~b~~") == "<p><strong>a</strong> <s>b</s></p>\n"
    assert "<th>x</th>" in markdown("|x|\n|-|\n|1|")


def test_a_line_break_stays() -> None:
    assert markdown("a\nb") == "<p>a<br>\nb</p>\n"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        '<p style="color:red">x</p>',
        "[x](data:text/html;base64,AAAA)",
    ],
)
def test_nothing_that_acts_gets_through(text: str) -> None:
    html = markdown(text)
    for active in ("<script", "<img", 'href="javascript', 'href="data', "<p style"):
        assert active not in html


def test_images_come_from_this_system_only() -> None:
    assert 'src="/files/1"' in markdown("![x](/files/1)")
    assert "src" not in markdown("![x](https://elsewhere.example/pixel.gif)")
    assert "src" not in markdown("![x](//elsewhere.example/pixel.gif)")
    assert "src" not in markdown("![x](https:elsewhere.example/pixel.gif)")


def test_alignment_is_a_class_because_style_attributes_are_blocked() -> None:
    assert '<td class="text-end">1</td>' in markdown("|x|\n|-:|\n|1|")


def test_headings_stand_below_those_of_the_page() -> None:
    assert markdown("# a") == "<h3>a</h3>\n"
    assert markdown("###### a") == "<h6>a</h6>\n"


def test_links_tell_nothing_to_where_they_lead() -> None:
    assert 'rel="noopener noreferrer nofollow"' in markdown("[x](https://example.org)")


def test_differing_words_are_marked() -> None:
    old, new = difference("Restore as soon as possible.", "Restore in time.")
    assert old == "Restore<del> as soon as possible</del>."
    assert new == "Restore<ins> in time</ins>."


def test_differences_are_escaped_and_equal_texts_unmarked() -> None:
    assert difference("<b>", "<b>") == ("&lt;b&gt;", "&lt;b&gt;")
    assert difference("<b>", "<b> x") == ("&lt;b&gt;", "&lt;b&gt;<ins> x</ins>")
    assert difference("", "<")[1] == "<ins>&lt;</ins>"


def test_very_long_texts_are_marked_as_a_whole() -> None:
    old, new = difference("a " * 3_000, "a " * 3_000 + "b")
    assert old.startswith("<del>a a")
    assert new.startswith("<ins>a a")
