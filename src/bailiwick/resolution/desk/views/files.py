"""Files of incidents: put there, and fetched by those who may see the incident."""

from django.http import FileResponse, HttpResponse
from django.urls import reverse

from bailiwick.kernel.base.errors import Invalid, NotFound
from bailiwick.kernel.ui import flash
from bailiwick.kernel.ui.views import BailiwickRequest, page, redirect
from bailiwick.kernel.work.files import store
from bailiwick.resolution.incidents import queries
from bailiwick.resolution.incidents.operations import attach_file
from bailiwick.resolution.reading import story

SHOWN = ("image/png", "image/jpeg", "image/gif")


@page(methods=("POST",))
def attach(request: BailiwickRequest, reference: str) -> HttpResponse:
    """Attach the files of the form."""
    found = queries.incident(request.actor, reference)
    uploads = request.FILES.getlist("file")
    if not uploads:
        flash.error(request, "Choose a file first.")
    for upload in uploads:
        try:
            attach_file(
                found, by=request.actor, name=upload.name or "file", chunks=upload.chunks(),
                is_public=request.POST.get("visibility") != "internal",
            )  # fmt: skip
        except Invalid as refusal:
            flash.error(request, f"{upload.name}: {' '.join(refusal.fields.values())}")
        else:
            flash.success(request, f"{upload.name} was added.")
    return redirect(request, reverse("incident", args=[found.reference]))


@page()
def file(request: BailiwickRequest, reference: str, pk: int) -> FileResponse:
    """The bytes, as a download that no browser runs; images may be shown."""
    found = queries.incident(request.actor, reference)
    attachment = next((one for one in story.attachments(request.actor, found) if one.pk == pk), None)
    if attachment is None:
        raise NotFound("There is no such file.")
    response = FileResponse(
        store.open_stored(request.actor.organization_id, attachment.sha256),
        as_attachment=attachment.media_type not in SHOWN,
        filename=attachment.name,
        content_type=attachment.media_type,
    )
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response
