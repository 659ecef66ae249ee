"""Messages that the next page shows once."""

from django.contrib import messages
from django.http import HttpRequest


def success(request: HttpRequest, text: str) -> None:
    """It was done."""
    messages.success(request, text)


def info(request: HttpRequest, text: str) -> None:
    """Something worth knowing."""
    messages.info(request, text)


def warning(request: HttpRequest, text: str) -> None:
    """It was done, but."""
    messages.warning(request, text)


def error(request: HttpRequest, text: str) -> None:
    """It was not done."""
    messages.error(request, text)


def taken(request: HttpRequest) -> list[dict[str, str]]:
    """The waiting messages, as the frame shows them; taking them uses them up."""
    waiting = messages.get_messages(request)
    # Going through none would send a cookie that takes none away, with every page.
    return [{"level": m.level_tag, "text": str(m.message)} for m in waiting] if len(waiting) else []
