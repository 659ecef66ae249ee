"""Writes of answers that are kept for repetitions; they are no records, so none is in a ledger."""

from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpResponse

from bailiwick.kernel.api.models import IdempotentAnswer
from bailiwick.kernel.base import clock
from bailiwick.kernel.identity.models import Person

KEPT = timedelta(days=2)
KEPT_HEADERS = ("ETag", "Location", "Content-Type")


def take_key(person_id: Any, key: str, digest: bytes) -> tuple[IdempotentAnswer, bool]:
    """The key's answer, and whether it was free until now: then the request is to be done."""
    try:
        with transaction.atomic():
            taken = IdempotentAnswer.objects.create(person_id=person_id, key=key, request_hash=digest)
    except IntegrityError:
        return IdempotentAnswer.objects.get(person_id=person_id, key=key), False
    return taken, True


def keep_answer(taken: IdempotentAnswer, given: HttpResponse) -> None:
    """Keep what was answered; a refusal changed nothing, so the corrected request may use the key again."""
    if not 200 <= given.status_code < 300:
        taken.delete()
        return
    taken.status, taken.body = given.status_code, given.content
    taken.headers = {name: given[name] for name in KEPT_HEADERS if name in given}
    taken.save(update_fields=["status", "body", "headers"])


def forget_answers() -> None:
    """Forget the current organization's answers older than two days."""
    IdempotentAnswer.objects.filter(created_at__lt=clock.now() - KEPT).delete()


def forget_answers_to(person: Person) -> None:
    """Within an erasure: no request of theirs is repeated any more."""
    IdempotentAnswer.objects.filter(person_id=person.pk).delete()


def answers_kept(person: Person) -> int:
    """How many answers to a person's programs are kept."""
    return IdempotentAnswer.objects.filter(person_id=person.pk).count()
