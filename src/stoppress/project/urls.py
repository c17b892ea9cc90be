"""Addresses of the desk."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("stoppress.desk.urls")),
    path("", include("stoppress.desk.api.address")),
    # Without a namespace: django-allauth asks for its own names.
    path("", include("stoppress.desk.entrance_urls")),
]
handler400 = "stoppress.desk.views.errors.bad_request"
handler403 = "stoppress.desk.views.errors.forbidden"
handler404 = "stoppress.desk.views.errors.not_found"
handler429 = "stoppress.desk.views.errors.too_many_requests"
handler500 = "stoppress.desk.views.errors.server_error"
