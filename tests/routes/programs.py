"""The API's routes, by method as its own document names them, and what each answers to whom."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from bailiwick.kernel.base import tenant
from bailiwick.kernel.ledger.models import LedgerEvent
from bailiwick.kernel.ui.registers.declaration import Action, Register, registers
from bailiwick.portal.ratings.operations import rate_incident
from bailiwick.resolution.incidents import operations
from tests.cast import Cast
from tests.routes import telling as telling_rows
from tests.routes import work
from tests.routes.administering import importing
from tests.routes.figures import noted
from tests.routes.figures import teams as arranged
from tests.routes.incidents import logged, with_link
from tests.routes.lists import exported, kept, worked
from tests.routes.portal import announced
from tests.routes.registers import record

Args = Callable[[Cast], dict[str, Any]]
WRONG = {"reason": "", "name": "", "state": "", "kind": "", "text": ""}


@dataclass(frozen=True)
class Program:
    """One method of one address; without a token it is always 401.

    `granted` is asked with a token of `as_`, `stranger` with one of Zoe's, `without` with one of Ada's that is good
    for nothing but the verb `only`.
    """

    method: str
    path: str
    granted: int = 200
    without: int | tuple[int, ...] = 404
    stranger: int | tuple[int, ...] = 404
    as_: str = "sam"
    only: str = "incident.read"
    args: Args = lambda _: {}
    body: Args = lambda _: {}


def incident(**more: Any) -> Args:
    return lambda cast: {"reference": logged(cast).reference, **more}


def of_incident(method: str, rest: str = "", *, granted: int = 422, **more: Any) -> Program:
    path = f"/api/v1/incidents/{{reference}}{rest}"
    return Program(
        method, path, **{"granted": granted, "args": incident(), "only": "organization.read", **more}
    )


def watching(cast: Cast) -> dict[str, Any]:
    return {"reference": logged(cast).reference, "person_id": cast.people["sam"].pk}


def linking(cast: Cast) -> dict[str, Any]:
    return {"relation": "nothing", "to": logged(cast).reference}


def of_link(cast: Cast) -> dict[str, Any]:
    found = with_link(cast)
    return {"reference": found["reference"], "link_id": found["pk"]}


def with_file(cast: Cast) -> dict[str, Any]:
    found = logged(cast)
    file = operations.attach_file(found, by=cast.sam, name="scale.txt", chunks=[b"zero"], is_public=True)
    return {"reference": found.reference, "file_id": file.pk}


def entry(cast: Cast) -> dict[str, Any]:
    with tenant.scope(cast.organization.id):
        return {"pk": LedgerEvent.objects.earliest("pk").pk}


def moved(resource: str, **body: Any) -> Program:
    return of_incident("put", f"/{resource}", granted=200, body=lambda _: body)


def listed(_cast: Cast) -> dict[str, Any]:
    return {"name": "incidents"}


def resuming(_cast: Cast) -> dict[str, Any]:
    """Nothing was selected."""
    return {"verb": "resume", "ids": []}


def below(make: Args, name: str) -> Args:
    """The arguments of an address below an incident's part, from those of its page."""

    def args(cast: Cast) -> dict[str, Any]:
        found = make(cast)
        return {"reference": found["reference"], name: found["pk"]}

    return args


def of_work() -> Iterator[Program]:
    """What every work item has: tasks, time, parts, merges, escalations."""
    task, time = below(work.with_task, "task_id"), below(work.with_time, "entry_id")
    yield of_incident("get", "/tasks", granted=200)
    yield of_incident("post", "/tasks", granted=201, body=lambda _: {"title": "Unplug"})
    yield of_incident("post", "/task-lists", body=lambda _: {"task_list_id": 0})
    yield of_incident("patch", "/tasks/{task_id}", granted=200, args=task, body=lambda _: {"position": 1})
    yield of_incident("put", "/tasks/{task_id}/completion", granted=200, args=task)
    yield of_incident("delete", "/tasks/{task_id}/completion", args=task)
    yield of_incident("delete", "/tasks/{task_id}", granted=204, args=task, body=lambda _: {"reason": "No"})
    yield of_incident("get", "/time", granted=200)
    yield of_incident("post", "/time", granted=201, body=lambda _: {"minutes": 5})
    yield of_incident(
        "patch", "/time/{entry_id}", granted=200, args=time, body=lambda _: {"minutes": 6, "reason": "Slower"}
    )
    yield of_incident("get", "/parts", granted=200)
    yield of_incident("post", "/parts", granted=201, body=lambda _: {"title": "Printer"})
    yield of_incident("put", "/parent", granted=404, body=lambda _: {"parent": "INC-0"})
    yield of_incident("delete", "/parent")
    yield of_incident("put", "/merge", granted=404, body=lambda _: {"into": "INC-0", "reason": "Same"})
    yield of_incident("delete", "/merge", granted=404, body=lambda _: {"reason": "Other"})
    yield of_incident("get", "/escalations", granted=200)
    yield of_incident(
        "put", "/escalations/{escalation_id}/acknowledgement", granted=200, body=lambda _: {"answer": "Yes"},
        args=below(work.with_escalation, "escalation_id"),
    )  # fmt: skip


# What a body names is not there for a stranger either, and may be looked for first.
NAMED = (404, 422)
INCIDENTS = (
    Program("get", "/api/v1/incidents", without=200, stranger=200, only="organization.read"),
    Program("post", "/api/v1/incidents", granted=422, without=422, stranger=422),
    of_incident("get", granted=200),
    of_incident("patch", granted=200, body=lambda _: {"title": "The scale shows zero again"}),
    of_incident(
        "put",
        "/classification",
        body=lambda _: {"service_id": 0, "classification_id": 0},
        without=NAMED,
        stranger=NAMED,
    ),
    moved("priority", impact=2, urgency=2),
    of_incident(
        "put", "/assignment", granted=200, body=lambda cast: {"team_id": cast.desk.pk}, stranger=NAMED
    ),
    of_incident("put", "/work", granted=200),
    of_incident("put", "/waiting", body=lambda _: {"state": "nowhere", "reason": "Why not"}),
    of_incident("delete", "/waiting", granted=409),
    of_incident("post", "/escalations", body=lambda _: {"kind": "functional", "reason": ""}),
    of_incident("put", "/resolution", body=lambda _: {"resolution": "", "closure_code": ""}),
    of_incident("delete", "/resolution", granted=409, body=lambda _: {"reason": "Again"}),
    of_incident("put", "/closure", granted=409),
    of_incident("put", "/cancellation", body=lambda _: {"closure_code": "", "reason": ""}),
    of_incident("get", "/comments", granted=200),
    of_incident("post", "/comments", granted=201, body=lambda _: {"text": "Seen."}),
    of_incident("put", "/watchers/{person_id}", granted=204, args=watching, stranger=422),
    of_incident("delete", "/watchers/{person_id}", granted=204, args=watching, stranger=422),
    of_incident("get", "/watchers", granted=200),
    *of_work(),
    of_incident("get", "/links", granted=200),
    of_incident("post", "/links", granted=422, body=linking),
    of_incident("delete", "/links/{link_id}", granted=204, args=of_link),
    of_incident("get", "/clocks", granted=200),
    of_incident("get", "/similar", granted=200),
    of_incident("get", "/history", granted=200),
    of_incident("get", "/files", granted=200),
    # What brings no file is malformed, whoever sends it.
    of_incident("post", "/files", without=422, stranger=422),
    of_incident("get", "/files/{file_id}", granted=200, args=with_file),
)
RECORDS = (
    Program("get", "/api/v1/ledger", without=403, stranger=200, as_="rui"),
    Program("get", "/api/v1/ledger/{pk}", without=403, as_="rui", args=entry),
    Program("get", "/api/v1/processes", without=403, stranger=200),
    Program("post", "/api/v1/processes", granted=422, without=422, stranger=422, as_="ada"),
    Program("get", "/api/v1/processes/{code}", without=403, args=lambda _: {"code": "incident"}),
    Program("get", "/api/v1/processes/{code}/versions", without=403, args=lambda _: {"code": "incident"}),
    Program(
        "get", "/api/v1/processes/{code}/versions/{number}", without=403,
        args=lambda _: {"code": "incident", "number": 1},
    ),
    Program("get", "/api/v1/requirements", without=403, stranger=200, as_="rui"),
    Program(
        "get", "/api/v1/requirements/{requirement_id}", without=403, stranger=200, as_="rui",
        args=lambda _: {"requirement_id": "R8.6.1-01"},
    ),
    Program(
        "post", "/api/v1/requirements/clauses/{number}/assessments", 201, without=403, stranger=201, as_="ada",
        args=lambda _: {"number": "8.6.1"},
    ),
    Program("get", "/api/v1/views", without=200, stranger=200),
    # Everybody may keep a view; a token only if it was given the verb.
    Program("post", "/api/v1/views", 201, without=403, stranger=201, body=lambda _: {"name": "Mine"}),
    Program("delete", "/api/v1/views/{pk}", 204, args=kept),
    Program("put", "/api/v1/views/{pk}", args=kept, body=lambda _: {"name": "Mine still"}),
    Program("put", "/api/v1/views/order", 204, without=403, stranger=204, body=lambda _: {"ids": []}),
    Program("post", "/api/v1/bulk/{name}/preview", 422, without=403, stranger=422, args=listed, body=resuming),
    Program("post", "/api/v1/bulk/{name}", 422, without=403, stranger=422, args=listed, body=resuming),
    Program("get", "/api/v1/bulk/{name}/{pk}", args=worked),
    Program("get", "/api/v1/authority", 422, without=403, stranger=422, as_="ada"),
    Program("get", "/api/v1/health", without=403, stranger=200, as_="ada"),
    Program("post", "/api/v1/people-imports", 422, without=422, stranger=422, as_="ada"),
    Program("get", "/api/v1/people-imports/{pk}", without=403, args=importing, as_="ada"),
    Program("post", "/api/v1/people-imports/{pk}/confirmation", 202, without=403, args=importing, as_="ada"),
    Program("get", "/api/v1/exports", without=200, stranger=200),
    Program("post", "/api/v1/exports", 404, body=lambda _: {"list": "nothing"}),
    Program("get", "/api/v1/exports/{pk}", args=exported),
    Program("get", "/api/v1/exports/{pk}/file", args=exported),
    # Without words there is nothing to search for, whoever asks; what is found is the business of its own tests.
    Program("get", "/api/v1/search", granted=422, without=422, stranger=422),
    Program("get", "/api/v1/notifications", without=200, stranger=200),
    Program("get", "/api/v1/tasks", without=200, stranger=200),
    Program("get", "/api/v1/notifications/choices", without=200, stranger=200),
    Program("put", "/api/v1/notifications/choices", without=200, stranger=200),
    Program("post", "/api/v1/notifications/read", without=200, stranger=200),
)  # fmt: skip


def teams(cast: Cast) -> dict[str, Any]:
    return {"name": arranged(cast)["whose"]}


PLACED = {"parts": [{"code": "volume"}]}
FIGURES = (
    Program("get", "/api/v1/figures", without=403, stranger=200, only="organization.read"),
    Program(
        "get", "/api/v1/figures/{code}", without=403, stranger=404, only="organization.read",
        args=lambda _: {"code": "volume"},
    ),
    Program("get", "/api/v1/figures/dashboards", without=403, stranger=200, only="organization.read"),
    Program("put", "/api/v1/figures/dashboards/{name}", args=teams, body=lambda _: PLACED),
    Program("delete", "/api/v1/figures/dashboards/{name}", 204, args=teams),
    Program("get", "/api/v1/figures/notes", without=403, stranger=200, only="organization.read"),
    Program("post", "/api/v1/figures/notes", 422, without=422, stranger=422, as_="mia", body=lambda _: WRONG),
    Program("delete", "/api/v1/figures/notes/{pk}", 204, without=403, as_="mia", args=noted),
)  # fmt: skip


# What is not sent stays as it is, so that rules sent without a word stay as they are.
UNASKING = {
    ("retention", "run"),
    ("webhooks", "test"),
    ("webhook-deliveries", "replay"),
    ("organization", "sign-in"),
}


def of_registers() -> Iterator[Program]:
    """Every register's list, record, addition and actions."""
    for register in registers():
        path = f"/api/v1/{register.name}"
        if register.name == "tokens":
            yield from of_own(register, path)
            continue
        if register.name == "sign-ins":
            # Everybody sees their own; a token only if it was given the verb.
            yield Program("get", path, without=403, stranger=200, as_="ada")
            yield Program(
                "get", f"{path}/{{pk}}", 404, without=(403, 404), as_="ada", args=lambda _: {"pk": 0}
            )
            continue
        yield Program("get", path, without=403, stranger=200, as_="ada")
        yield Program("get", f"{path}/{{pk}}", without=403, as_="ada", args=record(register))
        if register.add is not None:
            yield Program("post", path, 422, without=403, stranger=422, as_="ada", body=lambda _: WRONG)
        for action in register.actions:
            if action.preview is not None:
                preview = f"{path}/{{pk}}/{action.name}"
                yield Program("get", preview, without=(403, 404), as_="ada", args=record(register))
            yield Program(
                "post", f"{path}/{{pk}}/{action.name}", doing(register, action), without=(403, 404), as_="ada",
                args=record(register), body=lambda _: WRONG,
            )  # fmt: skip


def doing(register: Register, action: Action) -> int:
    """What asks for nothing is done; what asks for something is refused without it."""
    return 200 if (register.name, action.name) in UNASKING else 422


def of_own(register: Register, path: str) -> Iterator[Program]:
    """Tokens are people's own, and no token makes, shows or revokes another."""
    refused: dict[str, Any] = {"granted": 403, "without": 403, "stranger": 403, "as_": "ada"}
    yield Program("get", path, **refused)
    yield Program("get", f"{path}/{{pk}}", args=record(register), **refused)
    yield Program("post", path, body=lambda _: WRONG, **refused)
    for action in register.actions:
        absent: dict[str, Any] = {**refused, "granted": 404, "stranger": 404, "without": (403, 404)}
        yield Program("post", f"{path}/{{pk}}/{action.name}", args=record(register), **absent)


def announcing(cast: Cast) -> dict[str, Any]:
    return {"pk": announced(cast).pk}


def rated(cast: Cast) -> dict[str, Any]:
    """An incident that Mia reported herself, and rated."""
    found = operations.log_incident(
        operations.Report(
            title="Gate is stuck", service=cast.weighing, classification=cast.hardware, impact=2, urgency=2
        ),
        by=cast.mia,
    )
    operations.resolve_incident(found, by=cast.mia, resolution="Oil", closure_code="fixed", note="Oiled it")
    operations.close_incident(found, by=cast.mia)
    rate_incident(found, by=cast.mia, score=3)
    return {"reference": found.reference}


PORTAL = (
    Program("get", "/api/v1/portal/announcements", without=200, stranger=200, only="organization.read"),
    Program("get", "/api/v1/portal/announcements/{pk}", args=announcing, only="organization.read"),
    # The staff is concerned by nothing.
    Program("put", "/api/v1/portal/announcements/{pk}/me-too", granted=403, args=announcing),
    Program("delete", "/api/v1/portal/announcements/{pk}/me-too", granted=403, args=announcing),
    of_incident("get", "/rating", granted=200, as_="mia", args=rated),
    of_incident(
        "put", "/rating", granted=200, as_="mia", args=rated, body=lambda _: {"score": 4, "words": "Quick"}
    ),
)
WORDS = "/api/v1/notification-rules/{kind}/words/{channel}/{audience}/{language}"


def telling(method: str, rest: str = "", granted: int = 200, **more: Any) -> Program:
    """Every organization has the same news, and each its own rules."""
    path = f"/api/v1/notification-rules/{{kind}}{rest}"
    usual: dict[str, Any] = {"without": 403, "stranger": granted, "as_": "ada", "args": telling_rows.news}
    return Program(method, path, granted, **(usual | more))


def wording(method: str, rest: str = "", granted: int = 200, **more: Any) -> Program:
    path = f"{WORDS}{rest}"
    return Program(
        method, path, granted, without=403, stranger=granted, as_="ada", args=telling_rows.words, **more
    )


TELLING = (
    Program("get", "/api/v1/notification-rules", without=403, stranger=200, as_="ada"),
    telling("get"),
    telling("delete"),
    telling("post", "/rules", 422, body=telling_rows.nobody),
    telling("patch", "/rules/{key}", 422, args=telling_rows.rule, body=telling_rows.nobody),
    telling("delete", "/rules/{key}", args=telling_rows.rule),
    telling("post", "/preview", 404, body=lambda _: {"record": "nothing"}),
    wording("get"),
    wording("put", granted=422, body=telling_rows.nothing),
    wording("delete"),
    wording("post", "/preview", 422, body=telling_rows.nothing),
)
PROGRAMS: tuple[Program, ...] = (*TELLING, *INCIDENTS, *FIGURES, *RECORDS, *PORTAL, *of_registers())
