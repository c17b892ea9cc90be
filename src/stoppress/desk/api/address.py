"""The API as a whole, and the addresses that Django's are given."""

from __future__ import annotations

from typing import Final, cast

from django.urls import URLPattern, path
from ninja import NinjaAPI

from stoppress.desk.addresses import API_ADDRESS
from stoppress.desk.api.declare import Declared
from stoppress.desk.api.document import openapi
from stoppress.desk.api.mount import mounted
from stoppress.desk.api.operations.account import account
from stoppress.desk.api.operations.drafts import drafts
from stoppress.desk.api.operations.entrance import entrance
from stoppress.desk.api.operations.heads import heads
from stoppress.desk.api.operations.history import history
from stoppress.desk.api.operations.hooks import hooks
from stoppress.desk.api.operations.people import people
from stoppress.desk.api.operations.pictures import pictures
from stoppress.desk.api.operations.stories import stories
from stoppress.desk.api.operations.trail import trail
from stoppress.desk.api.operations.updates import updates
from stoppress.desk.api.problems import answer_errors
from stoppress.desk.api.reading import BoundedParser

PREFIX: Final = f"{API_ADDRESS}v1/"
"""A next version that would break callers gets the next number, beside this one."""

_SUBJECTS: Final = (stories, heads, updates, drafts, pictures, history, trail, people, entrance, hooks, account)
DECLARED: Final[tuple[Declared, ...]] = tuple(one for subject in _SUBJECTS for one in subject.declared)

API: Final = NinjaAPI(
    title="Stop Press",
    version="1",
    description="All that the desk can do. docs/api.md tells it with examples.",
    # Both would load scripts from elsewhere, or ship a megabyte of them; ours is served by document.py.
    docs_url=None,
    openapi_url=None,
    urls_namespace="api-v1",
    parser=BoundedParser(),
)
answer_errors(API)
for _subject in _SUBJECTS:
    API.add_router("", _subject.router)

urlpatterns = [
    path("openapi.json", openapi, name="openapi"),
    *mounted(PREFIX.removeprefix(API_ADDRESS), cast(list[URLPattern], API.urls[0]), DECLARED),
]
