"""How a process makes its news known."""

from bailiwick.kernel.ledger.events import subscribe
from bailiwick.kernel.notifications import news
from bailiwick.kernel.notifications.operations.telling import tell


def declare(*kinds: news.News) -> None:
    """Have people told of these by rules from now on."""
    for one in kinds:
        news.add(one)
        subscribe(one.cls)(tell)
