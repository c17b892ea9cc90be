"""What goes wrong before or outside a view: a page that says what to do, or a problem document."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from stoppress.base.errors import Refusal
from stoppress.desk.answers import refusal_page, status_of


class RefusalsMiddleware:
    """A Refusal that no view answered is about the address: answered here."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """As Django asks a middleware."""
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """None leaves other errors to Django: logged, and answered by server_error()."""
        return refusal_page(request, error, status_of(error)) if isinstance(error, Refusal) else None


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    del exception
    return refusal_page(request, Refusal("page-unknown", _("There is no such page.")), 404)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    del exception
    refusal = Refusal("request-not-readable", _("The request can't be read. Load the page anew and send it again."))
    return refusal_page(request, refusal, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    del exception
    return refusal_page(request, Refusal("not-allowed", _("You may not do this.")), 403)


def forgery(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of the check against forged requests."""
    del reason
    message = _(
        "This form is older than your login, or came from another site, so it was not sent. Go back, copy what you "
        "typed, load the page anew and send it again."
    )
    return refusal_page(request, Refusal("form-not-ours", message), 403)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """429, of django-allauth's own counting."""
    return refusal_page(request, Refusal("login-too-often", _("Too many tries. Wait a quarter of an hour.")), 429)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our bug. What was typed is kept in the browser."""
    message = _(
        "Something broke on our side. It was noted. What you typed is kept in this browser; try again in a minute."
    )
    # Who it is may be what can't be read.
    return refusal_page(request, Refusal("fault", message), 500, user=AnonymousUser())
