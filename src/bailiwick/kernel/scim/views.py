"""The addresses of SCIM 2.0 (RFC 7644)."""

from collections.abc import Sequence
from typing import Any

import orjson
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from scim2_models import (
    Context,
    InvalidFilterException,
    InvalidSyntaxException,
    ListResponse,
    PatchOp,
    PreconditionFailedException,
    Resource,
    SearchRequest,
)

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import NotFound
from bailiwick.kernel.identity.queries import own_organization
from bailiwick.kernel.scim import answers, ids
from bailiwick.kernel.scim.entering import base, entrance
from bailiwick.kernel.scim.filters import Condition
from bailiwick.kernel.scim.kinds import KINDS, Kind
from bailiwick.kernel.scim.resources import CONFIG, LARGEST_PAGE, PROVIDER, SCHEMAS, Group, User

PLAIN_PAGE = 100
LARGEST_INDEX = 2**31
SEARCHED = ("filter", "startIndex", "count", "attributes", "excludedAttributes")


@entrance("GET", "POST")
def collection(request: HttpRequest, actor: Actor, kind: str) -> HttpResponse:
    """The resources of a kind; a POST adds one."""
    if request.method == "GET":
        asked = {name: request.GET[name] for name in SEARCHED if request.GET.get(name)}
        return _list(request, actor, [KINDS[kind]], asked)
    of = KINDS[kind]
    sent = of.model.model_validate(_body(request), scim_ctx=Context.RESOURCE_CREATION_REQUEST)
    made = of.add(sent, actor)
    shown = of.shown(_kept(of, actor, made.pk), base(request))
    return answers.resource(request, shown, Context.RESOURCE_CREATION_RESPONSE, status=201)


@entrance("POST")
def search(request: HttpRequest, actor: Actor, kind: str = "") -> HttpResponse:
    """The resources of a kind, or of all, asked for in a body."""
    kinds = [KINDS[kind]] if kind else list(KINDS.values())
    return _list(request, actor, kinds, _body(request))


@entrance("GET", "PUT", "PATCH", "DELETE")
def one(request: HttpRequest, actor: Actor, kind: str, pk: str) -> HttpResponse:
    """One resource: read, replaced, changed, taken away."""
    of = KINDS[kind]
    if request.method != "GET":
        _take_turn(actor)
    found = _found(of, actor, pk)
    now = of.shown(found, base(request))
    if request.method == "GET":
        return answers.resource(request, now, Context.RESOURCE_QUERY_RESPONSE)
    expected = request.headers.get("If-Match", "")
    if expected and not answers.is_named(expected, answers.etag(now)):
        raise PreconditionFailedException(detail="Somebody changed it meanwhile: read it again.")
    if request.method == "DELETE":
        of.remove(found, actor)
        return HttpResponse(status=204)
    wanted, context = _wanted(request, of, now)
    changed = of.change(found, wanted, actor)
    return answers.resource(request, of.shown(_kept(of, actor, changed.pk), base(request)), context)


@entrance("GET")
def config(request: HttpRequest, _actor: Actor) -> HttpResponse:
    """What of SCIM there is here."""
    return answers.answer(_described(CONFIG, f"{base(request)}/ServiceProviderConfig"))


@entrance("GET")
def resource_types(request: HttpRequest, _actor: Actor, name: str = "") -> HttpResponse:
    """The kinds of resources."""
    address = f"{base(request)}/ResourceTypes"
    found = {str(of.id): _described(of, f"{address}/{of.id}") for of in PROVIDER.resource_types}
    return _catalogue(found, name)


@entrance("GET")
def schemas(request: HttpRequest, _actor: Actor, name: str = "") -> HttpResponse:
    """The attributes of resources."""
    address = f"{base(request)}/Schemas"
    return _catalogue({str(of.id): _described(of, f"{address}/{of.id}") for of in SCHEMAS}, name)


@entrance("GET", "POST", "PUT", "PATCH", "DELETE")
def nothing(_request: HttpRequest, _actor: Actor, rest: str = "") -> HttpResponse:
    """Any other address."""
    return answers.refusal(404, f"There is no /{rest[:80]} here.")


def _take_turn(actor: Actor) -> None:
    """Changes of one organization's directory wait for each other: what If-Match names stays until it is written."""
    own_organization(actor).select_for_update(no_key=True).get()


def _found(of: Kind, actor: Actor, pk: str) -> Any:
    return _kept(of, actor, ids.read(of.letter, pk))


def _kept(of: Kind, actor: Actor, key: int) -> Any:
    found = of.rows(actor).filter(pk=key).first()
    if found is None:
        raise NotFound("There is no such resource.")
    return found


def _wanted(request: HttpRequest, of: Kind, now: Resource[Any]) -> tuple[Resource[Any], Context]:
    """What a resource is to become by a PUT or a PATCH, and how to answer."""
    model: Any = of.model
    if request.method == "PUT":
        sent = model.model_validate(_body(request), scim_ctx=Context.RESOURCE_REPLACEMENT_REQUEST)
        sent.replace(now)
        return sent, Context.RESOURCE_REPLACEMENT_RESPONSE
    patch = PatchOp[model].model_validate(_body(request), scim_ctx=Context.RESOURCE_PATCH_REQUEST)
    patch.patch(now)
    return now, Context.RESOURCE_PATCH_RESPONSE


def _list(request: HttpRequest, actor: Actor, kinds: Sequence[Kind], asked: dict[str, Any]) -> HttpResponse:
    """A page of what is there of the kinds, one kind after the other."""
    model: Any = kinds[0].model if len(kinds) == 1 else User | Group
    wanted = SearchRequest[model].model_validate(asked)
    first = min(wanted.start_index or 1, LARGEST_INDEX) - 1
    room = min(PLAIN_PAGE if wanted.count is None else wanted.count, LARGEST_PAGE)
    total = 0
    shown: list[Resource[Any]] = []
    for of in kinds:
        rows = _filtered(of, actor, wanted, is_only=len(kinds) == 1)
        here = rows.count()
        skipped = max(first - total, 0)
        if room > len(shown) and skipped < here:
            found = rows[skipped : skipped + room - len(shown)]
            shown += [_versioned(of.shown(row, base(request))) for row in found]
        total += here
    response = ListResponse[model](
        total_results=total, start_index=first + 1, items_per_page=len(shown), resources=shown
    )
    return answers.answer(
        response.model_dump(scim_ctx=Context.RESOURCE_QUERY_RESPONSE, response_parameters=wanted)
    )


def _filtered(of: Kind, actor: Actor, wanted: SearchRequest[Any], *, is_only: bool) -> QuerySet[Any]:
    """The rows that the filter means; among several kinds one without its attribute has none."""
    rows = of.rows(actor)
    if wanted.filter is None:
        return rows
    try:
        return rows.filter(Condition(of.filters).visit(wanted.filter.ast)).distinct()
    except InvalidFilterException:
        if is_only:
            raise
        return rows.none()


def _versioned(shown: Resource[Any]) -> Resource[Any]:
    assert shown.meta is not None
    shown.meta.version = answers.etag(shown)
    return shown


def _body(request: HttpRequest) -> Any:
    try:
        content = orjson.loads(request.body)
    except orjson.JSONDecodeError:
        content = None
    if not isinstance(content, dict):
        raise InvalidSyntaxException(detail="The body must be a JSON object.")
    return content


def _described(of: Resource[Any], location: str) -> dict[str, Any]:
    content: dict[str, Any] = of.model_dump(scim_ctx=Context.RESOURCE_QUERY_RESPONSE)
    return {**content, "meta": {"resourceType": type(of).__name__, "location": location}}


def _catalogue(found: dict[str, dict[str, Any]], name: str) -> HttpResponse:
    if name:
        if name not in found:
            raise NotFound(f"There is no {name[:80]} here.")
        return answers.answer(found[name])
    return answers.answer(
        {
            "schemas": [str(ListResponse.__schema__)],
            "totalResults": len(found),
            "startIndex": 1,
            "itemsPerPage": len(found),
            "Resources": list(found.values()),
        }
    )
