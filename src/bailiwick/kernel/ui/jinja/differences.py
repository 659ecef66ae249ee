"""Two texts side by side with the words that differ marked."""

import re
from difflib import SequenceMatcher

from markupsafe import Markup, escape

LONGEST = 4_000
_WORDS = re.compile(r"\s*\w+|\s*[^\w\s]|\s+")


def difference(old: object, new: object) -> tuple[Markup, Markup]:
    """Return both texts escaped, with `<del>` around what only the old has and `<ins>` around the new's own.

    Comparing takes quadratic time: texts of more than 4,000 words and marks together are marked as a whole.
    """
    before, after = _WORDS.findall(str(old)), _WORDS.findall(str(new))
    if before == after:
        return escape(str(old)), escape(str(new))
    if len(before) + len(after) > LONGEST:
        return _marked(before, "del"), _marked(after, "ins")
    left, right = Markup(""), Markup("")
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        left += escape("".join(before[a:b])) if kind == "equal" else _marked(before[a:b], "del")
        right += escape("".join(after[c:d])) if kind == "equal" else _marked(after[c:d], "ins")
    return left, right


def _marked(parts: list[str], tag: str) -> Markup:
    return Markup("<{0}>{1}</{0}>").format(tag, "".join(parts)) if parts else Markup("")
