"""Requests with an Idempotency-Key are done once, however often they are sent."""

import hashlib
from collections.abc import Callable

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse

from bailiwick.kernel.api.models import IdempotentAnswer
from bailiwick.kernel.api.problems import problem

HEADER = "Idempotency-Key"
LONGEST = 200
KEPT_HEADERS = ("ETag", "Location", "Content-Type")


def once(request: HttpRequest, answer: Callable[[HttpRequest], HttpResponse]) -> HttpResponse:
    """Answer a request; a repetition of one with the same key gets the first answer, another one with it a refusal."""
    key = request.headers.get(HEADER, "")
    if not key or request.method not in ("POST", "PATCH") or request.content_type == "multipart/form-data":
        return answer(request)
    if len(key) > LONGEST or not key.isprintable():
        return problem(
            422, "The key is too long", code="invalid", fields={HEADER: f"At most {LONGEST} characters."}
        )
    person_id = request.actor.person_id  # type: ignore[attr-defined]
    digest = _digest(request)
    try:
        with transaction.atomic():
            kept = IdempotentAnswer.objects.create(person_id=person_id, key=key, request_hash=digest)
    except IntegrityError:
        return _again(IdempotentAnswer.objects.get(person_id=person_id, key=key), digest)
    given = answer(request)
    if not 200 <= given.status_code < 300:
        kept.delete()  # a refusal changed nothing: the corrected request may use the key again
    else:
        kept.status, kept.body = given.status_code, given.content
        kept.headers = {name: given[name] for name in KEPT_HEADERS if name in given}
        kept.save(update_fields=["status", "body", "headers"])
    return given


def _again(kept: IdempotentAnswer, digest: bytes) -> HttpResponse:
    if bytes(kept.request_hash) != digest:
        return problem(422, "The key was used for another request", code="key_reused")
    answer = HttpResponse(bytes(kept.body), status=kept.status or 200)
    for name, value in kept.headers.items():
        answer[name] = value
    answer["Idempotent-Replayed"] = "true"
    return answer


def _digest(request: HttpRequest) -> bytes:
    actor = request.actor  # type: ignore[attr-defined]
    named = (
        f"{request.method} {request.get_full_path()} {request.headers.get('If-Match', '')} {actor.token_id}\n"
    )
    whole = named.encode() + request.body
    return hashlib.sha256(whole).digest()
