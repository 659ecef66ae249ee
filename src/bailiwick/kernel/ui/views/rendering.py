"""Answer with a page, with its content alone, or with another address."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template import loader
from django.template.backends.utils import csrf_input_lazy, csrf_token_lazy
from django.urls import reverse
from django.utils.cache import patch_vary_headers

FRAGMENT = "ui/fragment.html"


def render(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
    block: str = "",
) -> HttpResponse:
    """The page; for htmx its content without the frame; with `block` only that block of the template."""
    names = dict(context or {})
    if request.headers.get("HX-Request") or block:
        names.setdefault("layout", FRAGMENT)
    found: Any = loader.get_template(template)
    text = _block_of(found, names, request, block) if block else found.render(names, request)
    response = HttpResponse(text, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def redirect(request: HttpRequest, to: str, **parameters: object) -> HttpResponse:
    """On to an address of ours or a named route: 303 after a form, a header for htmx."""
    address = to if to.startswith(("/", "?")) else reverse(to, kwargs=parameters or None)
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponseRedirect(address, status=303)


def _block_of(found: Any, names: dict[str, Any], request: HttpRequest, block: str) -> str:
    names |= {
        "request": request,
        "csrf_input": csrf_input_lazy(request),
        "csrf_token": csrf_token_lazy(request),
    }
    for processor in found.backend.template_context_processors:
        names |= processor(request)
    context = found.template.new_context(names)
    # Up to the first word of output the template's own imports and settings run, which its blocks need.
    next(found.template.root_render_func(context), None)
    return "".join(context.blocks[block][0](context))
