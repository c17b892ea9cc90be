"""Who is there, what they write, and the list of what is in the making."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext

from stoppress.base.clock import now_utc
from stoppress.base.limits.drafts import DRAFTS_LISTED_MAX, PRESENCE_ROWS_MAX
from stoppress.desk.drafting.presence import Here, here, sign_of_life
from stoppress.desk.drafting.rules import Person
from stoppress.desk.drafting.saving import Typing, save
from stoppress.desk.models import Presence
from stoppress.desk.roles import Action
from tests.desk.conftest import Browser
from tests.desk.drafting import DRAFT, HERE, PAGE, typed


def sign(browser: Browser, page: str, **more: str) -> list[str]:
    return browser.command(f"{HERE}here/", page=page, **more).json()["others"]


def test_the_workspace_says_who_is_there_and_what_they_write(contributor: Browser, ada: Browser, storm: str) -> None:
    typed(contributor)
    sign(contributor, "benspage1", draft=DRAFT)

    html = ada.open(f"{HERE}making/").content.decode()

    assert "<bdi>ben</bdi> is writing on “<bdi>Harbour closed</bdi>”" in html
    assert sign(ada, "adaspage1", draft=DRAFT) == ["ben"]
    assert "is writing on this too" in ada.open(PAGE).content.decode()
    sign(contributor, "benspage1", gone="1")
    assert "<bdi>ben</bdi> is" not in ada.open(f"{HERE}making/").content.decode()


def test_who_is_there_stays_there_when_no_more_are_remembered(storm: str) -> None:
    now = now_utc()
    sign_of_life(storm, "ben", "benspage1", now)
    Presence.objects.bulk_create(
        Presence(page=f"page{i:06}", slug="other", user="ada", seen_at=now) for i in range(PRESENCE_ROWS_MAX)
    )

    sign_of_life(storm, "ben", "benspage1", now, draft_id=DRAFT)
    sign_of_life(storm, "cleo", "cleospage", now)

    assert here(storm, now) == [Here("ben", DRAFT, "")]


def test_a_notice_is_no_lock(contributor: Browser, ada: Browser, published: Callable[..., str], storm: str) -> None:
    key = published("Nine.")
    sign(contributor, "benspage1", draft=DRAFT, amends=key)

    assert "is writing on this too" in ada.open(f"{HERE}updates/{key}/").content.decode()
    assert ada.send(f"{HERE}updates/{key}/", "amend", amendment="typo", body="Ten.").status_code == 303


def test_a_strange_sign_of_life_is_refused(contributor: Browser, storm: str) -> None:
    assert contributor.command(f"{HERE}here/", page="<script>").json()["code"] == "page-not-usable"


def test_the_list_is_sent_again_only_when_it_changed(ada: Browser, storm: str) -> None:
    first = ada.open(f"{HERE}making/")
    mark = first.headers["ETag"]

    assert ada.open(f"{HERE}making/", **{"If-None-Match": mark}).status_code == 304
    typed(ada)
    assert ada.open(f"{HERE}making/", **{"If-None-Match": mark}).status_code == 200


def test_the_work_for_the_list_does_not_grow_with_the_drafts(
    ada: Browser, storm: str, django_assert_num_queries: Callable[..., object]
) -> None:
    by = Person("ada", frozenset({Action.DRAFT}))
    ada.open(f"{HERE}making/")
    with CaptureQueriesContext(connection) as empty:
        ada.open(f"{HERE}making/")
    for count in range(DRAFTS_LISTED_MAX + 5):
        save(
            Typing(slug="storm", draft_id=f"draft{count:05}", entry_key=f"entry{count:05}", fields={"body": ["x" * 9]}),
            by,
            now_utc(),
        )
    with django_assert_num_queries(len(empty)):
        html = ada.open(f"{HERE}making/").content.decode()
    assert html.count("<li") == DRAFTS_LISTED_MAX
