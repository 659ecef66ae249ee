"""The API: one OpenAPI 3.1 document, to which each room adds its router."""

from functools import lru_cache
from http import HTTPStatus
from typing import Any

import orjson
from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.parser import Parser
from ninja.security.base import AuthBase

from bailiwick import __version__
from bailiwick.kernel.api import problems
from bailiwick.kernel.api.answers import JSON
from bailiwick.kernel.base.errors import BailiwickError


class Bearer(AuthBase):
    """The token was checked before the request came here; this says so in the document."""

    openapi_type = "http"
    openapi_scheme = "bearer"

    def __call__(self, request: HttpRequest) -> bool:
        return getattr(request, "actor", None) is not None


class StrictParser(Parser):
    """Reads JSON as RFC 8259 has it: the standard library lets halves of characters pass, which no database takes."""

    def parse_body(self, request: HttpRequest) -> Any:
        return orjson.loads(request.body)


class DescribedApi(NinjaAPI):
    """Says of every operation what the middleware answers too, and that refusals are problem details."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> Any:
        """The document below a path; anybody may ask for it, and it takes a second to make, so that it is made once."""
        return self._document(path_prefix or self.get_root_path(path_params or {}))

    @lru_cache(2)  # noqa: B019 - there is one API
    def _document(self, path_prefix: str) -> Any:
        document = super().get_openapi_schema(path_prefix=path_prefix)
        for path in document["paths"].values():
            for operation in path.values():
                described(operation["responses"])
        return document


def described(responses: dict[Any, Any]) -> None:
    """Complete the answers of an operation."""
    for status in problems.ANYWHERE - responses.keys():
        responses[status] = {
            "description": HTTPStatus(status).phrase,
            "content": {JSON: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
    for status, answer in responses.items():
        shape = answer.get("content", {}).get(JSON, {})
        if status >= HTTPStatus.BAD_REQUEST and shape:
            answer["content"] = {problems.CONTENT_TYPE: shape}
        elif shape.get("schema", {}).get("format") == "binary":
            answer["content"] = {"*/*": {}}


api = DescribedApi(
    title="Bailiwick",
    version=__version__,
    description="Everything that the pages can do, for programs. Errors are problem details (RFC 9457).",
    auth=Bearer(),
    urls_namespace="api",
    docs_url=None,
    parser=StrictParser(),
)
api.add_exception_handler(BailiwickError, problems.answer)  # type: ignore[arg-type]  # the library wants the class
api.add_exception_handler(ValidationError, problems.answer_malformed)
api.add_exception_handler(HttpError, problems.answer_unreadable)
