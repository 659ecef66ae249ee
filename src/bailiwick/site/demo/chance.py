"""Where the demonstration's chance comes from: the same for the same words, on every machine."""

from random import Random


def chance(*words: object) -> Random:
    """A generator of its own for what the words name, so that one part does not shift another."""
    return Random(":".join(map(str, words)))
