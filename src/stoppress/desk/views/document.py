"""Markdown as the composer's document, for texts that were put together."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from stoppress.base.errors import Refusal
from stoppress.desk.answers import problem
from stoppress.desk.forms.body import body_from, document_text
from stoppress.desk.roles import Action
from stoppress.desk.rules import needs


@needs(Action.DRAFT)
@require_POST
def document(request: HttpRequest, slug: str) -> HttpResponse:
    """The document of what is posted as `body`. Changes nothing."""
    del slug
    try:
        made = body_from(request.POST.get("body", ""), "")
    except Refusal as refusal:
        return problem(refusal)
    return JsonResponse({"document": document_text(made)})
