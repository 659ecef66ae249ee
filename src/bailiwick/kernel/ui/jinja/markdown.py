"""Text that people wrote, as safe HTML."""

import re
from functools import cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

TAGS = {
    *("p", "br", "hr", "strong", "em", "s", "code", "pre", "blockquote", "a", "img", "ul", "ol", "li"),
    *("h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {"a": {"href", "title"}, "img": {"src", "alt", "title"}, "ol": {"start"}}
ALIGNMENT = {"text-align:right": "text-end", "text-align:center": "text-center"}
TOP_HEADING = 3
LOWEST_HEADING = 6
_OWN_PATH = re.compile(r"/(?![/\\])")


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "breaks": True}).enable(["table", "strikethrough"])


def _fit_to_page(token: Token) -> None:
    # The security policy of the pages blocks style attributes, and h1 and h2 belong to the page itself.
    style = str(token.attrs.pop("style", ""))
    if style in ALIGNMENT:
        token.attrs["class"] = ALIGNMENT[style]
    if token.type in {"heading_open", "heading_close"}:
        token.tag = f"h{min(int(token.tag[1]) + TOP_HEADING - 1, LOWEST_HEADING)}"


def _only_own_images(tag: str, attribute: str, value: str) -> str | None:
    # A remote image would tell its server who reads which record, and when.
    if tag == "img" and attribute == "src" and not _OWN_PATH.match(value):
        return None
    return value


def markdown(text: str | None) -> Markup:
    """Return CommonMark with tables as sanitized HTML; raw HTML in it is shown, never interpreted."""
    parser = _parser()
    tokens = parser.parse(text or "")
    for token in tokens:
        _fit_to_page(token)
    html = parser.renderer.render(tokens, parser.options, {})
    clean = nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        allowed_classes={"th": set(ALIGNMENT.values()), "td": set(ALIGNMENT.values())},
        attribute_filter=_only_own_images,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer nofollow",
    )
    return Markup(clean)  # noqa: S704  (nh3 has sanitized it in the line above)
