"""What a password may not be, in words that say what to do instead; Django's validators do the rest."""

import hashlib
import re
from functools import cached_property
from pathlib import Path

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from bailiwick.kernel.identity.actors import memberships
from bailiwick.kernel.identity.models import Account

FEWEST_SIGNS, FEWEST_LEFT, SHORTEST_WORD = 5, 6, 3
ROWS = ("qwertyuiop", "qwertzuiop", "asdfghjkl", "zxcvbnm", "yxcvbnm", "azertyuiop", "qsdfghjklm")
MOST_IN_A_ROW = 0.6


class Rule:
    """A validator as Django calls it; its help is the form's own."""

    def get_help_text(self) -> str:
        return ""


class NotPlain(Rule):
    """Refuses few signs over and over, signs in the order of the alphabet or keyboard, and a decorated common word."""

    def validate(self, password: str, user: Account | None = None) -> None:  # noqa: ARG002 - Django's signature
        plain = password.lower().strip()
        if len(set(plain)) < FEWEST_SIGNS:
            raise ValidationError("This password repeats the same few signs. Take a few unrelated words.")
        if _in_a_row(plain) > MOST_IN_A_ROW:
            raise ValidationError("This password follows the alphabet, the digits or the keyboard.")
        if not re.search(r"[^\W\d_]", plain):
            raise ValidationError("This password is digits and signs only. Add a few unrelated words.")
        core = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", plain)
        if len(core) <= SHORTEST_WORD or core in self._common:
            raise ValidationError(
                "This password is too common: a word that everybody tries, with digits or signs around it."
            )

    @cached_property
    def _common(self) -> set[str]:
        found: set[str] = CommonPasswordValidator().passwords
        return found


class NotTheName(Rule):
    """Refuses a password of little more than names: one's own, the organization's, the address's, the product's."""

    def validate(self, password: str, user: Account | None = None) -> None:
        whole = left = password.lower()
        for word in sorted(_names(user), key=len, reverse=True):
            left = left.replace(word, "")
        if left != whole and len(re.sub(r"[\W\d_]", "", left)) < FEWEST_LEFT:
            raise ValidationError(
                "This password is little more than a name that others know, such as yours or your organization's."
            )


class NotBreached(Rule):
    """Refuses a password of the list that the installation was given.

    The list is a text of lines `SHA-1 in hexadecimal[:count]` in ascending order, as haveibeenpwned.com publishes it;
    it is searched where it lies, and nothing leaves the installation.
    """

    def validate(self, password: str, user: Account | None = None) -> None:  # noqa: ARG002 - Django's signature
        path = settings.BREACHED_PASSWORDS
        digest = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper()
        if path and _is_listed(Path(path), digest.encode()):
            raise ValidationError(
                "This password is known from a break-in elsewhere, so that attackers try it. Take another one."
            )


def _in_a_row(text: str) -> float:
    """How much of a text is signs that follow their neighbours, forwards or backwards."""
    pairs = [text[at : at + 2] for at in range(len(text) - 1)]
    followed = sum(1 for pair in pairs if _are_neighbours(pair))
    return followed / max(1, len(pairs))


def _are_neighbours(pair: str) -> bool:
    is_counted = pair.isalnum() and abs(ord(pair[0]) - ord(pair[1])) <= 1
    return is_counted or any(pair in row or pair[::-1] in row for row in ROWS)


def _names(account: Account | None) -> set[str]:
    texts = ["bailiwick", "password"]
    if account is not None:
        texts.append(account.email)
        if account.pk is not None:
            texts += [text for one in memberships(account.pk) for text in (one.organization, one.name)]
    words = {word for text in texts for word in re.split(r"[\W\d_]+", text.lower())}
    return {word for word in words if len(word) >= SHORTEST_WORD}


def _is_listed(path: Path, digest: bytes) -> bool:
    """Whether a line of the sorted file begins with the digest; about forty steps in a file of 40 GB."""
    with path.open("rb") as file:
        low, high = 0, file.seek(0, 2)
        while low < high:
            middle = (low + high) // 2
            file.seek(max(0, middle - 1))
            if middle:
                file.readline()
            line = file.readline()
            if line[:40].upper() == digest:
                return True
            if not line or line[:40].upper() > digest:
                high = middle
            else:
                low = middle + 1
    return False
