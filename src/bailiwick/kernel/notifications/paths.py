"""Where a notification leads people from outside, who have pages of their own for what the staff sees elsewhere."""

from collections.abc import Callable

Translate = Callable[[str], str]
_translations: list[Translate] = []


def translate_for_outsiders(translate: Translate) -> None:
    """Say which page an outsider has in place of the staff's."""
    _translations.append(translate)


def for_outsiders(path: str) -> str:
    """The outsider's address of what lies at a path for the staff."""
    for translate in _translations:
        path = translate(path)
    return path
