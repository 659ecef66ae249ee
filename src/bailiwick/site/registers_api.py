"""The API of the registers, made from their declarations: the same forms, the same operations."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse, QueryDict
from ninja import Field, Query, Router, Schema
from pydantic import create_model

from bailiwick.kernel.api.answers import PROBLEMS, ApiRequest, Page, PageQuery, expected_version, json, page
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid, NotFound
from bailiwick.kernel.ledger import policies
from bailiwick.kernel.ui.choosing import RecordField
from bailiwick.kernel.ui.navigation import may_somewhere
from bailiwick.kernel.ui.registers.declaration import Action, Part, Register, RegisterForm, registers
from bailiwick.kernel.ui.registers.views import find


class RecordOut(Schema):
    """A record of a register, as its list shows it."""

    model_config = {"extra": "allow"}

    id: int


class PartRow(Schema):
    """One thing that would be done, or not, and why."""

    text: str
    note: str


class PartOut(Schema):
    """A part of what would be done."""

    title: str
    rows: list[PartRow]


class Loose(Schema):
    """Accepts what the form will check."""

    model_config = {"extra": "allow"}


class Sorted(PageQuery):
    """Where in a list, and in which order."""

    sort: str = ""
    q: str = Field("", max_length=200, description="Words to look for, in registers that can be searched.")


def router_of(register: Register) -> Router:
    """List, read, add, and everything that is done to one record."""
    router = Router(tags=[register.title])
    _add_reading(router, register)
    if register.add is not None and register.add_form is not None:
        _add_adding(router, register)
    for action in register.actions:
        _add_action(router, register, action)
        if action.preview is not None:
            _add_preview(router, register, action, action.preview)
    return router


def _shown(register: Register, record: Any) -> dict[str, Any]:
    content = {"id": record.pk, **register.shown(record)}
    if hasattr(record, "version"):
        content["version"] = record.version
    return content


def _add_reading(router: Router, register: Register) -> None:
    @router.get(
        "",
        response={200: Page[RecordOut], **PROBLEMS},
        operation_id=f"list_{register.name}",
        summary=f"List {register.title.lower()}",
    )
    def listing(request: ApiRequest, at: Query[Sorted]) -> HttpResponse:
        _require(request, register.read)
        rows = register.rows(request.actor)
        if words := at.q.replace("\0", "").strip():
            if register.search is None:
                raise Invalid({"q": "This register cannot be searched."})
            rows = rows.filter(register.search(request.actor, words))
        sort = at.sort or register.default
        return page(rows, sorts=register.sorts, sort=sort, at=at, shown=lambda one: _shown(register, one))

    @router.get(
        "/{pk}",
        response={200: RecordOut, **PROBLEMS},
        operation_id=f"get_{register.name}",
        summary=f"One {register.singular}",
    )
    def one(request: ApiRequest, pk: int) -> HttpResponse:
        _require(request, register.read)
        return _answer(register, _found(register, request, pk))


def _add_adding(router: Router, register: Register) -> None:
    form_class, add = register.add_form, register.add
    assert form_class is not None
    assert add is not None

    def adding(request: ApiRequest, data: Any) -> HttpResponse:
        policies.require(request.actor, register.add_verb)
        made = add(request.actor, _checked(form_class, request, data))
        if secret := register.once(made):
            return json({"id": made.pk, "secret": secret}, status=201)
        return _answer(register, made, status=201)

    adding.__annotations__["data"] = _input(form_class, f"{register.singular.capitalize()}In")
    router.post(
        "",
        response={201: RecordOut, **PROBLEMS},
        operation_id=f"add_{register.name}",
        summary=f"Add a {register.singular}",
    )(adding)


def _add_action(router: Router, register: Register, action: Action) -> None:
    def doing(request: ApiRequest, pk: int, data: Any) -> HttpResponse:
        record = _found(register, request, pk)
        policies.require(request.actor, action.verb, record)
        if not action.when(record):
            raise Invalid({"": f"“{action.label}” is not possible now."})
        given = _checked(action.form, request, data, record)
        done = action.perform(record, request.actor, given, expected_version(request))
        if secret := action.once(done):
            return json({"id": pk, "secret": secret})
        return _answer(register, _found(register, request, pk))

    doing.__annotations__["data"] = _input(
        action.form, f"{register.singular.capitalize()}{action.name.capitalize()}In"
    )
    router.post(
        f"/{{pk}}/{action.name}",
        response={200: RecordOut, **PROBLEMS},
        operation_id=f"{action.name}_{register.name}",
        summary=f"{action.label}: {register.singular}",
    )(doing)


def _add_preview(
    router: Router, register: Register, action: Action, preview: Callable[[Actor, Any], list[Part]]
) -> None:
    @router.get(
        f"/{{pk}}/{action.name}",
        response={200: list[PartOut], **PROBLEMS},
        operation_id=f"preview_{action.name}_{register.name}",
        summary=f"What this would do. {action.label}: {register.singular}",
    )
    def previewing(request: ApiRequest, pk: int) -> HttpResponse:
        record = _found(register, request, pk)
        policies.require(request.actor, action.verb, record)
        parts = preview(request.actor, record)
        rows = [[{"text": text, "note": note} for text, _, note in part.rows] for part in parts]
        return json([{"title": part.title, "rows": shown} for part, shown in zip(parts, rows, strict=True)])


def _require(request: ApiRequest, verb: str) -> None:
    if not may_somewhere(request.actor, verb):
        policies.require(request.actor, verb)


def _found(register: Register, request: ApiRequest, pk: int) -> Any:
    if pk < 0:
        raise NotFound(f"There is no such {register.singular}.")
    return find(register, request, pk)  # type: ignore[arg-type]


def _answer(register: Register, record: Any, *, status: int = 200) -> HttpResponse:
    return json(_shown(register, record), status=status, version=getattr(record, "version", None))


def _checked(
    form_class: type[RegisterForm], request: ApiRequest, data: Schema, record: Any = None
) -> dict[str, Any]:
    """What was sent, through the form that the pages use; raises Invalid with its messages."""
    typed = QueryDict(mutable=True)
    for name, value in data.dict(exclude_unset=True).items():
        typed.setlist(
            name, [str(one) for one in (value if isinstance(value, list) else [value]) if one is not None]
        )
    form = form_class(typed, actor=request.actor, record=record)
    _keep_unsent(form, typed, data, record)
    if not form.is_valid():
        raise Invalid(
            {
                name if name != "__all__" else "": " ".join(map(str, errors))
                for name, errors in form.errors.items()
            }
        )
    return form.cleaned_data


def _keep_unsent(form: RegisterForm, typed: QueryDict, data: Schema, record: Any) -> None:
    """What a change does not name stays as it is."""
    if record is None:
        return
    for name, value in form.initial.items():
        if name in form.fields and name not in data.model_fields_set and value is not None:
            typed.setlist(
                name,
                [str(one) for one in (value if isinstance(value, list) else [value]) if one is not False],
            )


def _input(form_class: type[RegisterForm], name: str) -> type[Schema]:
    """The form's fields as a schema; fields that a form makes for its actor may be sent too."""
    fields: dict[str, Any] = {}
    for key, field in form_class.base_fields.items():
        fields[key] = (_type(field) | None, None)
    return create_model(name, __base__=Loose, **fields)


def _type(field: forms.Field) -> Any:
    if isinstance(field, RecordField | forms.IntegerField):
        return int
    if isinstance(field, forms.BooleanField):
        return bool
    if isinstance(field, forms.MultipleChoiceField):
        return list[str]
    return str


ROUTERS = [(f"/{register.name}", router_of(register)) for register in registers()]
