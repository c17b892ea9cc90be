"""Addresses of the desk."""

from __future__ import annotations

from django.urls import URLResolver, include, path
from django.urls.resolvers import RoutePattern


class LoadedWhenAsked(URLResolver):
    """A part of which no page names an address: it is loaded when one of its addresses is asked for."""

    def _populate(self) -> None:
        """What Django does so that addresses can be found by name, for all parts at the first page."""


urlpatterns = [
    path("", include("stoppress.desk.urls")),
    # What checks the API's bodies takes as long to load as all pages together.
    LoadedWhenAsked(RoutePattern("api/"), "stoppress.desk.api.address", app_name="api", namespace="api"),
    # Without a namespace: django-allauth asks for its own names.
    path("", include("stoppress.desk.entrance_urls")),
]
handler400 = "stoppress.desk.views.errors.bad_request"
handler403 = "stoppress.desk.views.errors.forbidden"
handler404 = "stoppress.desk.views.errors.not_found"
handler429 = "stoppress.desk.views.errors.too_many_requests"
handler500 = "stoppress.desk.views.errors.server_error"
