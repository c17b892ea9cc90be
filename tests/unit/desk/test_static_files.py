"""The desk's style and script as browsers get them."""

from __future__ import annotations

import asyncio
import gzip
import re
from typing import Any

import pytest

from stoppress.desk.static_files import StaticFiles
from stoppress.desk.static_folder import DESK_FOLDER, EVERY_PAGE, STATIC_FOLDER, static_address, static_files

FILES = {"desk/a.css": b"p { margin: 0 }\n" * 9, "desk/b.js": b"export const b = 1;\n"}


async def _behind(scope: dict[str, Any], receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 418, "headers": []})
    await send({"type": "http.response.body", "body": b"behind"})


def answer(
    path: str, method: str = "GET", *, files: dict[str, bytes] = FILES, **headers: str
) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body for one request."""
    said: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        said.append(message)

    sent = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": method, "path": path, "headers": sent}
    asyncio.run(StaticFiles(_behind, "/static/abc/", files)(scope, None, send))
    start, body = said
    return start["status"], {name.decode(): value.decode() for name, value in start["headers"]}, body["body"]


def test_a_file_is_kept_by_browsers_since_its_address_changes_with_it() -> None:
    status, headers, body = answer("/static/abc/desk/b.js")

    assert (status, body) == (200, FILES["desk/b.js"])
    assert headers["content-type"] == "text/javascript; charset=utf-8"
    assert headers["cache-control"] == "public, max-age=31536000, immutable"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-length"] == str(len(body))


@pytest.mark.parametrize(("accepts", "packed"), [("gzip, br", True), ("br;q=1.0, gzip;q=1", True), ("br", False)])
def test_a_file_is_compressed_for_who_takes_it(accepts: str, packed: bool) -> None:
    _, headers, body = answer("/static/abc/desk/a.css", accept_encoding=accepts)

    assert headers.get("content-encoding") == ("gzip" if packed else None)
    assert (gzip.decompress(body) if packed else body) == FILES["desk/a.css"]
    assert headers["vary"] == "accept-encoding"


def test_only_the_head_is_sent_to_who_asks_for_no_more() -> None:
    status, headers, body = answer("/static/abc/desk/a.css", "HEAD")

    assert (status, body) == (200, b"")
    assert headers["content-length"] == str(len(FILES["desk/a.css"]))


@pytest.mark.parametrize(
    "path", ["/static/abd/desk/a.css", "/static/abc/desk/c.css", "/static/abc/", "desk/a.css", "/static/abc/../a.css"]
)
def test_all_else_is_left_to_the_desk(path: str) -> None:
    assert answer(path)[0] == 418


def test_a_file_is_only_fetched() -> None:
    assert answer("/static/abc/desk/a.css", "POST")[0] == 418


def test_the_sheets_of_every_page_are_one_file_and_the_others_stay_apart() -> None:
    files = static_files()
    joined = files[EVERY_PAGE].decode()

    on_disk = {path.relative_to(STATIC_FOLDER).as_posix() for path in STATIC_FOLDER.rglob("*") if path.is_file()}
    assert all((STATIC_FOLDER / name).read_text() in joined for name in on_disk - files.keys())
    assert len(on_disk - files.keys()) > 3
    assert re.fullmatch(r"/static/[0-9a-f]{12}/", static_address())


def test_every_file_that_a_template_names_is_there() -> None:
    files = static_files()

    named = {
        found
        for template in (DESK_FOLDER / "templates").rglob("*.html")
        for found in re.findall(r"{% static '([^']+)' %}", template.read_text())
    }

    assert EVERY_PAGE in named
    assert named <= files.keys()


def test_every_file_is_of_a_kind_that_is_served() -> None:
    files = static_files()

    assert {answer(f"/static/abc/{name}", files=files)[0] for name in files} == {200}
