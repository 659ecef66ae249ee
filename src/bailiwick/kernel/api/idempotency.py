"""Requests with an Idempotency-Key are done once, however often they are sent."""

import hashlib
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from bailiwick.kernel.api import operations
from bailiwick.kernel.api.models import IdempotentAnswer
from bailiwick.kernel.api.problems import problem

HEADER = "Idempotency-Key"
LONGEST = 200


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
    kept, is_first = operations.take_key(person_id, key, digest)
    if not is_first:
        return _again(kept, digest)
    given = answer(request)
    operations.keep_answer(kept, given)
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
