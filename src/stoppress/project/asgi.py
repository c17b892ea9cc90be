"""The desk as an ASGI application: Django, and before it the static files, answered without it."""

from __future__ import annotations

import os

from django.conf import settings
from django.core.asgi import get_asgi_application

from stoppress.desk.bounded_body import BoundedBody
from stoppress.desk.static_files import StaticFiles
from stoppress.desk.static_folder import static_files

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stoppress.project.settings")
application = StaticFiles(BoundedBody(get_asgi_application()), settings.STATIC_URL, static_files())
