"""Pictures with an update: uploaded, described, kept through a refusal."""

from __future__ import annotations

import asyncio
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from stoppress.desk.bounded_body import BoundedBody
from stoppress.story import read
from tests.desk.conftest import Browser, form_on, framed
from tests.unit.media.drawn import iptc, jpeg, with_segment


@pytest.fixture
def quay() -> SimpleUploadedFile:
    file = BytesIO()
    Image.new("RGB", (64, 48), (90, 120, 160)).save(file, "PNG")
    return SimpleUploadedFile("quay.png", file.getvalue(), "image/png")


def test_a_picture_goes_to_the_end_of_the_text(ada: Browser, storm: str, quay: SimpleUploadedFile) -> None:
    answer = ada.send(
        "/stories/storm/",
        "composer",
        body="The quay at noon.",
        picture=quay,
        picture_alt="A quay under grey clouds",
        picture_caption="The quay",
        picture_credit="Ada Byron",
    )

    assert answer.status_code == 303
    figure = read.entries("storm")[0].content.body.content[-1]
    assert (figure.kind, figure.count("width"), figure.count("height")) == ("figure", 64, 48)
    assert [figure.words(name) for name in ("alt", "caption", "credit")] == [
        "A quay under grey clouds",
        "The quay",
        "Ada Byron",
    ]
    page = framed(ada.open(f"/stories/storm/updates/{read.entries('storm')[0].key}/").content.decode())
    assert f'src="/media/{figure.words("asset")}-64.jpg"' in page
    assert ada.open(f"/media/{figure.words('asset')}-64.jpg").status_code == 200


def test_a_picture_without_words_is_refused_once_and_needs_no_second_upload(
    ada: Browser, storm: str, quay: SimpleUploadedFile
) -> None:
    refused = ada.send("/stories/storm/", "composer", headline="The quay", picture=quay)
    fields = form_on(refused.content.decode(), "composer")[1]

    assert 'id="no-picture_alt"' in refused.content.decode()
    again = ada.client.post("/stories/storm/updates/", {**fields, "picture_decorative": "on"})
    assert again.status_code == 303
    figure = read.entries("storm")[0].content.body.content[-1]
    assert (figure.kind, figure.words("alt")) == ("figure", "")


def test_a_picture_is_kept_ahead_for_the_script(ada: Browser, storm: str, quay: SimpleUploadedFile) -> None:
    kept = ada.command("/pictures/", picture=quay).json()

    answer = ada.command(
        "/stories/storm/updates/", headline="The quay", picture_asset=kept["asset"], picture_alt="A quay"
    )

    assert answer.status_code == 200
    assert ada.open(kept["address"]).status_code == 200


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("quay.png", b"", "picture-empty"),
        ("quay.png", b"<svg onload=alert(1)>", "picture-kind-not-taken"),
        ("quay.jpg", b"GIF89a then nothing", "picture-not-readable"),
    ],
)
def test_what_is_no_picture_is_refused_beside_its_field(
    ada: Browser, storm: str, name: str, content: bytes, code: str
) -> None:
    file = SimpleUploadedFile(name, content, "image/png")

    answer = ada.command("/stories/storm/updates/", headline="x", picture=file, picture_alt="x")

    assert (answer.json()["code"], answer.json()["field"]) == (code, "picture")
    assert read.numbers() == {"storm": 1}


def test_a_picture_that_was_never_uploaded_is_refused(ada: Browser, storm: str) -> None:
    for asset in ("0" * 32, "../../desk.db"):
        answer = ada.command("/stories/storm/updates/", headline="x", picture_asset=asset, picture_alt="x")

        assert answer.json()["code"] == "picture-unknown"


def test_a_body_beyond_all_bounds_is_refused_before_it_is_read() -> None:
    """Django would write it to the disk of whoever runs the desk, for anybody who asks."""
    assert sent([b"x" * 11], told=11) == (413, 0)
    assert sent([b"x" * 6, b"x" * 6]) == (413, 2)
    assert sent([b"x" * 6, b"x" * 4]) == (200, 2)


def sent(parts: list[bytes], told: int | None = None) -> tuple[int, int]:
    """Status, and how many parts were taken, of a request with this body against a bound of 10 bytes."""
    waiting = [{"type": "http.request", "body": part, "more_body": i + 1 < len(parts)} for i, part in enumerate(parts)]
    answers: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return waiting.pop(0)

    async def send(message: dict[str, Any]) -> None:
        answers.append(message)

    async def reads_all(scope: object, receive: Any, send: Any) -> None:
        while (message := await receive())["type"] == "http.request":
            if not message["more_body"]:
                await send({"type": "http.response.start", "status": 200})
                return

    headers = [(b"content-length", str(told).encode())] if told else []
    asyncio.run(BoundedBody(reads_all, bytes_max=10)({"type": "http", "path": "/", "headers": headers}, receive, send))
    return answers[0]["status"], len(parts) - len(waiting)


def agency_picture() -> SimpleUploadedFile:
    """A picture with a caption, a copyright and orders to editors in its file."""
    sets = ((2, 40, b"NO ARCHIVES"), (2, 116, b"Coast Press"), (2, 120, b"The quay. MANDATORY CREDIT: Coast Press."))
    return SimpleUploadedFile("quay.jpg", with_segment(jpeg(64, 48), iptc(*sets)), "image/jpeg")


def test_words_to_editors_stop_a_picture_until_somebody_has_read_them(ada: Browser, storm: str) -> None:
    """An agency's order in a caption must never go out because nobody looked."""
    refused = ada.send(
        "/stories/storm/", "composer", headline="The quay", picture=agency_picture(), picture_alt="A quay"
    )
    page = refused.content.decode()
    fields = form_on(page, "composer")[1]

    assert refused.status_code == 422
    assert 'id="no-picture_noted"' in page
    assert "<li><bdi>NO ARCHIVES</bdi></li>" in page
    assert read.numbers() == {"storm": 1}
    sent = ada.client.post("/stories/storm/updates/", {**fields, "picture_noted": "on"})
    assert sent.status_code == 303


def test_what_the_file_says_fills_the_fields_for_a_person_to_check(ada: Browser, storm: str) -> None:
    refused = ada.send("/stories/storm/", "composer", headline="The quay", picture=agency_picture())
    fields = form_on(refused.content.decode(), "composer")[1]

    assert fields["picture_caption"][0] == "The quay. MANDATORY CREDIT: Coast Press."
    assert fields["picture_copyright"][0] == "Coast Press"
    ada.client.post(
        "/stories/storm/updates/",
        {
            **fields,
            "picture_alt": "A quay",
            "picture_noted": "on",
            "picture_caption": "The quay",
            "picture_credit": "Ben",
        },
    )
    figure = read.entries("storm")[0].content.body.content[-1]
    assert (figure.words("caption"), figure.words("copyright")) == ("The quay", "Coast Press")
    page = ada.open(f"/stories/storm/updates/{read.entries('storm')[0].key}/").content.decode()
    assert '<small class="credit">Ben © Coast Press</small>' in framed(page)


def test_words_to_editors_that_are_typed_into_a_caption_stop_it_too(
    ada: Browser, storm: str, quay: SimpleUploadedFile
) -> None:
    answer = ada.command(
        "/stories/storm/updates/",
        headline="The quay",
        picture=quay,
        picture_alt="A quay",
        picture_caption="The quay. EDITORIAL USE ONLY",
    )

    assert (answer.json()["code"], answer.json()["field"]) == ("notices-unread", "picture_noted")


def test_the_script_is_told_what_the_file_says_to_editors(ada: Browser, storm: str) -> None:
    told = ada.command("/pictures/", picture=agency_picture()).json()

    assert told["notices"] == ["NO ARCHIVES", "MANDATORY CREDIT: Coast Press."]
    assert told["copyright"] == "Coast Press"


def test_script_in_a_pictures_words_is_text_everywhere(ada: Browser, storm: str) -> None:
    evil = b"<script>alert(1)</script><img src=x onerror=alert(2)>"
    file = with_segment(jpeg(64, 48), iptc((2, 40, evil), (2, 110, evil), (2, 116, evil), (2, 120, evil)))
    refused = ada.send("/stories/storm/", "composer", headline="x", picture=SimpleUploadedFile("q.jpg", file))
    fields = form_on(refused.content.decode(), "composer")[1]

    ada.client.post("/stories/storm/updates/", {**fields, "picture_alt": evil.decode(), "picture_noted": "on"})

    pages = [
        refused.content.decode(),
        ada.open(f"/stories/storm/updates/{read.entries('storm')[0].key}/").content.decode(),
    ]
    assert all("<script>alert" not in page and "<img src=x" not in page for page in pages)
    assert "&lt;script&gt;alert(1)" in pages[1]
