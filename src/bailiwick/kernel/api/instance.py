"""The API: one OpenAPI 3.1 document, to which each room adds its router."""

from typing import Any

import orjson
from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.parser import Parser
from ninja.security import HttpBearer

from bailiwick import __version__
from bailiwick.kernel.api import problems
from bailiwick.kernel.base.errors import BailiwickError


class Bearer(HttpBearer):
    """The token was checked before the request came here; this says so in the document."""

    def authenticate(self, request: HttpRequest, token: str) -> bool:  # noqa: ARG002 - checked by ApiScope
        return getattr(request, "actor", None) is not None


class StrictParser(Parser):
    """Reads JSON as RFC 8259 has it: the standard library lets halves of characters pass, which no database takes."""

    def parse_body(self, request: HttpRequest) -> Any:
        return orjson.loads(request.body)


api = NinjaAPI(
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
