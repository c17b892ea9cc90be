"""The desk as an ASGI application: Django, and before it the static files, answered without it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.asgi import get_asgi_application
from servestatic import ServeStaticASGI

from stoppress.desk.bounded_body import BoundedBody
from stoppress.desk.static_folder import STATIC_FOLDER

if TYPE_CHECKING:
    from wsgiref.headers import Headers


def _harmless(headers: Headers, _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stoppress.project.settings")
application = ServeStaticASGI(
    BoundedBody(get_asgi_application()),
    root=STATIC_FOLDER,
    prefix=settings.STATIC_URL,
    # The address changes with the content.
    immutable_file_test=lambda _path, _url: True,
    allow_all_origins=False,
    add_headers_function=_harmless,
)
