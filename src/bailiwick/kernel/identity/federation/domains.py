"""The e-mail domains whose people a provider signs in."""

import re

MOST = 50
_DOMAIN = re.compile(r"(?!-)[a-z0-9-]{1,63}(?:\.(?!-)[a-z0-9-]{1,63})+")


def domains(text: str) -> list[str]:
    """The domains in a text, separated by spaces or commas; raises ValueError for what is none."""
    found = [one.lower().removeprefix("@") for one in re.split(r"[\s,;]+", text) if one]
    if wrong := [one for one in found if not _DOMAIN.fullmatch(one) or len(one) > 253]:
        raise ValueError(f"“{wrong[0][:80]}” is no e-mail domain.")
    if not 0 < len(found) <= MOST:
        raise ValueError(f"From one to {MOST} domains are needed, such as example.com.")
    return sorted(set(found))


def domain_of(email: str) -> str:
    """The domain of an e-mail address; empty when it has none."""
    return email.rpartition("@")[2].strip().lower() if "@" in email else ""
