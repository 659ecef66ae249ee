"""Estimates how wide a text is drawn, on the wide side, where no browser can be asked."""

import unicodedata

# Advance widths in units of the font size, for the widest of the common interface fonts.
_NARROW = dict.fromkeys("iljI.,:;'|!()[]/ ", 0.37) | dict.fromkeys("ftr-", 0.43)
_BROAD = dict.fromkeys("mMwW%@—", 0.98)
_WIDTHS = _NARROW | _BROAD
_BOLD = 1.08


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The width in pixels of one line of `text` at a font size in pixels."""
    return sum(map(_advance, text)) * size * (_BOLD if bold else 1)


def wrap(text: str, size: float, widest: float) -> tuple[str, ...]:
    """The text in one line, or in the two lines that differ least, when it is wider than `widest` pixels."""
    words = text.split()
    if len(words) < 2 or text_width(text, size, bold=True) <= widest:
        return (text,)
    halves = [(" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(1, len(words))]
    return min(halves, key=lambda lines: max(text_width(line, size, bold=True) for line in lines))


def _advance(character: str) -> float:
    known = _WIDTHS.get(character)
    if known is not None:
        return known
    if unicodedata.combining(character):
        return 0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.05
    return 0.72 if character.isupper() else 0.62
