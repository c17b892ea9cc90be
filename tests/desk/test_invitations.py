"""Being asked in: a link with a role and an end, that makes one account, once."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import User

from stoppress.base.errors import Refusal
from stoppress.base.limits.accounts import INVITATION_DAYS_MAX
from stoppress.desk.accounts import create_user
from stoppress.desk.invitations import make_invitation, open_invitations
from stoppress.desk.models import Invitation
from stoppress.desk.ranks import Role
from stoppress.desk.standing import standing_of
from tests.desk.conftest import PASSWORD, Browser


@pytest.fixture
def link(door: object) -> str:
    return make_invitation(create_user("ada", None), "contributor", 7)


def test_an_administrator_makes_a_link_and_it_is_shown_once(ada: Browser) -> None:
    answer = ada.send("/entrance/", "invite", role="editor", days="3")
    link = html.unescape(re.search(r"<code dir=\"ltr\">([^<]+)</code>", answer.content.decode())[1])

    assert link.startswith("http://127.0.0.1:8001/invitations/")
    assert link not in ada.open("/entrance/").content.decode()
    assert link.split("/")[-2] not in str(list(Invitation.objects.values()))
    assert Browser().open(link.removeprefix("http://127.0.0.1:8001")).status_code == 200


def test_the_invited_person_chooses_name_and_password_and_is_in_with_the_role(link: str) -> None:
    browser = Browser()

    answer = browser.send(link, "accept", name="dora", password=PASSWORD, way="password")

    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert standing_of(User.objects.get(username="dora")).house is Role.CONTRIBUTOR
    assert Browser().log_in("dora").status_code == 303


def test_who_chooses_a_passkey_is_led_to_make_one_and_has_no_password(link: str) -> None:
    answer = Browser().send(link, "accept", name="dora", password="", way="passkey")

    assert answer.headers["Location"] == "/account/passkeys/add/?new"
    assert not User.objects.get(username="dora").has_usable_password()


def test_an_invitation_is_good_once(link: str) -> None:
    late = Browser()
    late.open(link)
    token = late.client.cookies["desk-8001-forms"].value
    Browser().send(link, "accept", name="dora", password=PASSWORD, way="password")

    again = late.client.post(link, {"csrfmiddlewaretoken": token, "name": "eve", "password": PASSWORD})

    assert again.status_code == 410
    assert not User.objects.filter(username="eve").exists()


@pytest.mark.parametrize(
    ("name", "password", "field"), [("ada", PASSWORD, "name"), ("a b", PASSWORD, "name"), ("dora", "short", "password")]
)
def test_a_choice_that_can_not_be_leaves_the_invitation_open(link: str, name: str, password: str, field: str) -> None:
    answer = Browser().send(link, "accept", name=name, password=password, way="password")

    assert answer.status_code == 422
    assert f'id="no-{field}"' in answer.content.decode()
    assert Browser().send(link, "accept", name="dora", password=PASSWORD, way="password").status_code == 303


def test_an_invitation_that_is_too_old_is_gone(door: object) -> None:
    a_week_ago = datetime.now(UTC) - timedelta(days=7, seconds=1)
    link = make_invitation(None, "editor", 7, clock=lambda: a_week_ago)

    assert Browser().open(link).status_code == 410
    assert open_invitations() == []


def test_an_invitation_is_taken_back(ada: Browser) -> None:
    link = make_invitation(None, "editor", 7)

    ada.send("/entrance/", "withdraw")

    assert Browser().open(link).status_code == 410


def test_a_used_and_an_unknown_one_look_the_same(link: str) -> None:
    Browser().send(link, "accept", name="dora", password=PASSWORD, way="password")

    used, unknown = Browser().open(link), Browser().open("/invitations/" + "x" * 43 + "/")

    assert (used.status_code, used.content) == (unknown.status_code, unknown.content)


@pytest.mark.parametrize(
    ("role", "days", "email", "code"),
    [
        ("king", 7, "", "role-unknown"),
        ("editor", 0, "", "days-not-usable"),
        ("editor", INVITATION_DAYS_MAX + 1, "", "days-not-usable"),
        ("editor", 7, "no address", "email-not-usable"),
    ],
)
def test_what_can_not_be_an_invitation_is_refused(door: object, role: str, days: int, email: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        make_invitation(None, role, days, email)

    assert refused.value.code == code


def test_invitations_kept_are_bounded(door: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stoppress.desk.invitations.INVITATIONS_KEPT_MAX", 3)

    for _ in range(5):
        make_invitation(None, "reader", 1)

    assert Invitation.objects.count() == 3


@pytest.mark.parametrize(
    "path", ["/signup/", "/account/signup/", "/accounts/signup/", "/password/reset/", "/account/email/"]
)
def test_nobody_signs_up_alone(door: object, path: str) -> None:
    assert Browser().open(path).status_code == 404
