"""Bodies from outside: JSON of bounded size and depth, in UTF-8, without what JSON should not hold."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from django.http import HttpRequest
from ninja.parser import Parser

from stoppress.base.errors import Refusal
from stoppress.base.limits.api import API_BODY_BYTES_MAX, API_JSON_DEPTH_MAX
from stoppress.desk.api.problems import too_large


class BoundedParser(Parser):
    """Reads one object."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The object of a request.

        Raises   Refusal body-too-large, body-not-json.
        """
        return read_object(request.body)


def read_object(body: bytes) -> dict[str, Any]:
    """One JSON object.

    Raises   Refusal body-too-large, body-not-json: with what is wrong.
    """
    if len(body) > API_BODY_BYTES_MAX:
        raise too_large()
    try:
        found = json.loads(body.decode(), parse_constant=_no_number, object_pairs_hook=_object)
        # Half of a pair of surrogates is no character: it could not be stored.
        json.dumps(found, ensure_ascii=False).encode()
    except UnicodeError:
        raise _not_json("it holds what is no character") from None
    except RecursionError:
        raise _not_json(f"it is nested more than {API_JSON_DEPTH_MAX} deep") from None
    except ValueError as error:
        raise _not_json(str(error).split(":", maxsplit=1)[0][:80]) from None
    if not isinstance(found, dict):
        raise _not_json("it is no object")
    if _deeper_than(found, API_JSON_DEPTH_MAX):
        raise _not_json(f"it is nested more than {API_JSON_DEPTH_MAX} deep")
    return found


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        # Two programs on the way would read it as two different things.
        raise ValueError("a name stands twice in one object")
    return found


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number in JSON")


def _deeper_than(value: object, depth: int) -> bool:
    if isinstance(value, dict):
        value = list(value.values())
    if not isinstance(value, list):
        return False
    return depth <= 0 or any(_deeper_than(one, depth - 1) for one in value)


def _not_json(finding: str) -> Refusal:
    return Refusal("body-not-json", f"The body can't be read: {finding}. Send one object in JSON, in UTF-8.")
