"""A form that was sent has no draft any more."""

from django.http import HttpRequest, HttpResponse

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.drafts.operations import note_sent

# The field in which a page says which of its turns this is; without a script there is none, and no draft.
FIELD = "_draft"


def read_turn(text: str) -> tuple[str, int]:
    """Take `writer.turn` apart."""
    writer, _, turn = text.partition(".")
    if not (writer and len(writer) <= 40 and writer.isascii() and writer.isalnum()):
        raise Invalid({"turn": "Name the page that writes."})
    if not (turn.isascii() and turn.isdigit() and len(turn) <= 9):
        raise Invalid({"turn": "Number the turn."})
    return writer, int(turn)


def forget_sent(request: HttpRequest, actor: Actor, response: HttpResponse) -> None:
    """Forget the draft of a form whose answer leads on: it did what it was to do, in the same transaction."""
    if response.status_code in (302, 303) or "HX-Redirect" in response:
        forget(request, actor)


def forget(request: HttpRequest, actor: Actor) -> None:
    """Forget the draft of the form that the request sends."""
    if actor.person_id is not None and (text := request.POST.get(FIELD, "")):
        try:
            writer, turn = read_turn(text)
        except Invalid:
            return
        note_sent(request.path, by=actor, writer=writer, turn=turn)
