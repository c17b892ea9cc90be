"""All that the desk can do, the API can: each route has an operation, or a reason why not."""

from __future__ import annotations

from stoppress.desk.api.address import DECLARED
from stoppress.desk.api.apart import APART, IN_PART
from stoppress.desk.role_words import ACTS
from tests.desk.routes import routes

ROUTES = {route.name.removeprefix("desk:") for route in routes()} - {"api:openapi"}
OPERATIONS = {one.act for one in DECLARED if one.act}


def test_every_route_of_the_desk_has_an_operation_or_a_reason_why_not():
    assert sorted(name for name in ROUTES if name not in OPERATIONS | set(APART)) == []


def test_no_reason_stands_for_what_is_there_or_for_no_route_at_all():
    assert sorted(set(APART) & OPERATIONS) == []
    assert sorted(name for name in {*APART, *IN_PART} if name not in ROUTES) == []
    assert set(IN_PART) <= OPERATIONS
    assert all(len(reason) > 20 for reason in (*APART.values(), *IN_PART.values()))


def test_every_deed_of_the_api_is_called_as_the_desks_own_page_is():
    """So the trail calls an act the same, whoever did it and how."""
    known = ROUTES | set(ACTS)

    assert [(one.act, one.path) for one in DECLARED if one.is_deed and one.act not in known] == []
    assert [one.path for one in DECLARED if one.act and one.act not in known] == []
