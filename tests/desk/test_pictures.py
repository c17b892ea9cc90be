"""Pictures with an update: uploaded, described, kept through a refusal."""

from __future__ import annotations

import asyncio
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from stoppress.base.limits.pictures import PICTURES_PER_UPDATE_MAX
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


def drawn(width: int) -> SimpleUploadedFile:
    return SimpleUploadedFile(f"quay-{width}.jpg", jpeg(width, width // 2), "image/jpeg")


def kept_assets(ada: Browser, *widths: int) -> list[str]:
    """Pictures that went up ahead, as the script sends them."""
    return [ada.command("/pictures/", picture=drawn(width)).json()["asset"] for width in widths]


def figures() -> list[dict[str, str]]:
    """The words of the pictures of the newest update."""
    names = ("asset", "alt", "caption", "credit", "copyright")
    return [
        {name: node.words(name) for name in names}
        for node in read.entries("storm")[0].content.body.content
        if node.kind == "figure"
    ]


def test_several_pictures_go_with_an_update_in_their_order_each_with_its_own_words(ada: Browser, storm: str) -> None:
    first, second, third = kept_assets(ada, 64, 65, 66)

    answer = ada.command(
        "/stories/storm/updates/",
        headline="The quay",
        picture_asset=[second, first, third],
        picture_alt=["Waves", "", "A dyke"],
        picture_decorative=[first],
        picture_caption=["At noon", "", ""],
        picture_credit=["Ada", "Ben", ""],
        picture_copyright=["", "", "Coast Press"],
    )

    assert answer.status_code == 200
    assert figures() == [
        {"asset": second, "alt": "Waves", "caption": "At noon", "credit": "Ada", "copyright": ""},
        {"asset": first, "alt": "", "caption": "", "credit": "Ben", "copyright": ""},
        {"asset": third, "alt": "A dyke", "caption": "", "credit": "", "copyright": "Coast Press"},
    ]


def test_of_several_pictures_the_one_without_words_is_refused_in_its_own_row(ada: Browser, storm: str) -> None:
    first, second = kept_assets(ada, 64, 65)
    rows = {"picture_asset": [first, second], "picture_alt": ["Waves", ""]}

    page = ada.send("/stories/storm/", "composer", headline="The quay", **rows).content.decode()

    row_of_first, row_of_second = page.split(f'name="picture_asset" value="{second}"')
    assert row_of_first.count("no-picture_alt") == 0
    assert row_of_second.count('id="no-picture_alt"') == 1
    assert read.numbers() == {"storm": 1}


def test_words_to_editors_are_read_for_each_picture(ada: Browser, storm: str) -> None:
    """One tick must not stand for two pictures."""
    (plain,) = kept_assets(ada, 64)
    strict = ada.command("/pictures/", picture=agency_picture()).json()["asset"]
    rows = {"headline": "The quay", "picture_asset": [plain, strict], "picture_alt": ["Waves", "A quay"]}

    of_the_other = ada.command("/stories/storm/updates/", **rows, picture_noted=[plain])
    of_it = ada.command("/stories/storm/updates/", **rows, picture_noted=[strict])

    assert (of_the_other.json()["code"], of_it.status_code) == ("notices-unread", 200)


def test_more_pictures_than_fit_are_refused_before_one_is_kept(ada: Browser, storm: str) -> None:
    uploads = [drawn(64 + more) for more in range(PICTURES_PER_UPDATE_MAX + 1)]

    answer = ada.command("/stories/storm/updates/", headline="The quay", picture=uploads)

    assert (answer.json()["code"], answer.json()["field"]) == ("too-many", "picture")


def test_without_script_pictures_come_one_after_another_and_can_be_left_out(ada: Browser, storm: str) -> None:
    first = ada.send("/stories/storm/", "composer", headline="The quay", picture=drawn(64)).content.decode()
    action, fields = form_on(first, "composer")
    fields |= {"picture_alt": ["Waves", "A dyke"], "picture": drawn(65), "key": fields["key"]}
    one, two = form_on(ada.client.post("/stories/storm/preview/", fields).content.decode(), "composer")[1][
        "picture_asset"
    ][:2]

    again = {**fields, "picture_asset": [one, two, ""], "picture_alt": ["Waves", "A dyke", ""], "picture_out": [one]}
    del again["picture"]

    assert ada.client.post(action, again).status_code == 303
    assert [figure["asset"] for figure in figures()] == [two]


def test_a_draft_keeps_all_words_of_all_pictures(ada: Browser, storm: str) -> None:
    first, second = kept_assets(ada, 64, 65)
    rows = {
        "picture_asset": [first, second],
        "picture_alt": ["Waves", ""],
        "picture_decorative": [second],
        "picture_copyright": ["", "Coast Press"],
    }
    ada.command("/stories/storm/drafts/", draft="dddddddddd", key="eeeeeeeeee", headline="The quay", **rows)

    fields = form_on(ada.open("/stories/storm/drafts/dddddddddd/").content.decode(), "composer")[1]

    assert {name: fields[name][: len(values)] for name, values in rows.items()} == rows
    assert f'src="/media/{first}-480.jpg"' in ada.open("/stories/storm/drafts/dddddddddd/").content.decode()


def test_a_page_that_knows_no_width_is_given_the_smallest_copy(ada: Browser, storm: str) -> None:
    small, large = kept_assets(ada, 64, 700)

    assert ada.open(f"/media/{small}-480.jpg").status_code == 200
    assert ada.open(f"/media/{large}-480.jpg").status_code == 200
    assert ada.open(f"/media/{'0' * 32}-480.jpg").status_code == 404
    assert ada.open(f"/media/{small}-960.jpg").status_code == 404
