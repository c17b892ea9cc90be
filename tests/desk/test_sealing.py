"""What a copy of the database does not tell: keys of apps, seeds of recovery codes, secrets of webhooks, links shown once."""

from __future__ import annotations

from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import LazySettings
from django.contrib.auth.models import User
from django.db import connection

from stoppress.base.clock import now_utc
from stoppress.base.errors import Refusal
from stoppress.desk.accounts import create_user
from stoppress.desk.factors import has_second_factor
from stoppress.desk.hooks.deeds import add_hook, change_secret, headers_for, resume_hook
from stoppress.desk.hooks.signing import signed_headers
from stoppress.desk.hooks.telling import tell
from stoppress.desk.models import Hook
from stoppress.desk.sealing import seal_anew, sealed, unreadable, unsealed
from stoppress.project.secret import older_secrets_in, secret_in
from stoppress.story import commands as c
from tests.desk.api.conftest import Program, program_of
from tests.desk.conftest import Browser
from tests.desk.factors import code, person_with_app


def kept() -> str:
    """All that the database holds, as its copy would."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        return "".join(str(cursor.execute(f'SELECT * FROM "{table}"').fetchall()) for table in tables)


def in_another_house(settings: LazySettings, *older: str) -> None:
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another house's secret " * 3, list(older)


@pytest.fixture
def app(door: object) -> tuple[User, str]:
    user = create_user("ada", "storm surge tonight")
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return user, secret


def test_the_key_of_an_app_and_the_seed_of_recovery_codes_are_in_no_copy(app: tuple[User, str]) -> None:
    user, secret = app
    codes = RecoveryCodes.activate(user).get_unused_codes()

    told = kept()

    assert secret not in told
    assert unsealed(Authenticator.objects.get(type="recovery_codes").data["seed"]) not in told
    assert TOTP(Authenticator.objects.get(type="totp")).validate_code(code(secret))
    assert RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).validate_code(codes[3])


def test_the_same_is_sealed_otherwise_each_time() -> None:
    assert sealed("storm") != sealed("storm")
    assert unsealed(sealed("stürmisch")) == "stürmisch"


def test_what_was_kept_before_there_were_seals_goes_on_and_is_sealed_at_the_start(door: object) -> None:
    _, secret = person_with_app()
    before = unsealed(Authenticator.objects.get().data["secret"])

    written = [seal_anew(), seal_anew()]

    assert (before, written) == (secret, [1, 0])
    assert secret not in kept()
    browser = Browser()
    browser.log_in("ada")
    assert browser.send("/second-factor/", "second-factor", code=code(secret)).status_code in {302, 303}
    assert browser.open("/").status_code == 200


def test_a_changed_secret_reads_what_the_older_one_sealed_and_the_start_seals_it_anew(
    app: tuple[User, str], settings: LazySettings
) -> None:
    in_another_house(settings, str(settings.SECRET_KEY))
    readable = unsealed(Authenticator.objects.get().data["secret"]) == app[1]

    written = seal_anew()
    in_another_house(settings)

    assert (readable, written) == (True, 1)
    assert unsealed(Authenticator.objects.get().data["secret"]) == app[1]


def test_without_the_secret_the_app_is_refused_in_a_sentence_and_an_administrator_helps(
    app: tuple[User, str], settings: LazySettings
) -> None:
    in_another_house(settings)
    browser = Browser()
    browser.log_in("ada")

    answer = browser.send("/second-factor/", "second-factor", code=code(app[1]))

    assert (answer.status_code, seal_anew(), unreadable()) == (422, 0, 1)
    assert "another secret" in answer.content.decode()
    root = Browser()
    root.client.force_login(create_user("root", None, "administrator"))
    root.command("/entrance/people/ada/", deed="forget-factors")
    assert not has_second_factor(app[0])


def test_who_can_not_read_the_recovery_codes_any_more_sees_the_account_all_the_same(
    app: tuple[User, str], settings: LazySettings
) -> None:
    RecoveryCodes.activate(app[0])
    browser = Browser()
    browser.client.force_login(app[0])
    in_another_house(settings, str(settings.SECRET_KEY))
    settings.SECRET_KEY_FALLBACKS, older = [], settings.SECRET_KEY_FALLBACKS
    assert browser.open("/account/").status_code == 302, "the session was signed with the old secret too"
    browser.client.force_login(app[0])

    assert (browser.open("/account/").status_code, unreadable()) == (200, 2)
    settings.SECRET_KEY_FALLBACKS = older
    assert unreadable() == 0


def test_the_secret_of_a_webhook_is_in_no_copy_and_signs_all_the_same(door: object) -> None:
    hook, secret = add_hook(create_user("ada", None), "mirror", "https://93.184.216.34/", [])
    now, row = now_utc(), Hook.objects.get()
    alone = headers_for(row, "msg", b"{}", now)
    newer = change_secret(hook.id)[1]
    both = headers_for(Hook.objects.get(), "msg", b"{}", now)

    assert secret not in kept()
    assert newer not in kept()
    assert alone == signed_headers("msg", int(now.timestamp()), b"{}", [secret])
    assert both == signed_headers("msg", int(now.timestamp()), b"{}", [newer, secret])


def test_a_webhook_whose_secret_can_not_be_read_stops_and_says_why_till_it_has_a_new_one(
    door: object, storm: str, settings: LazySettings
) -> None:
    hook = add_hook(User.objects.first() or create_user("ada", None), "mirror", "https://93.184.216.34/", [])[0]
    settings.DOOR.carry_out(c.PauseStory(slug="storm", actor="ada"))
    in_another_house(settings)

    tell(hook.id)

    row = Hook.objects.get()
    assert (row.state, "another secret" in row.reason) == ("failing", True)
    change_secret(hook.id)
    assert headers_for(Hook.objects.get(), "msg", b"{}", now_utc())
    assert resume_hook(hook.id).state == "active"


def test_an_answer_that_is_kept_to_be_given_again_tells_no_link(door: object) -> None:
    program: Program = program_of("ada")
    sent = [program.send("POST", "/invitations", {"role": "editor"}, Idempotency_Key="one") for _ in range(2)]

    assert sent[0].content == sent[1].content
    assert sent[0].json()["link"].rstrip("/").rpartition("/")[2] not in kept()


def test_what_is_no_seal_of_this_house_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        unsealed("sealed:gAAAAA")

    assert refused.value.code == "seal-of-another-house"


def test_the_first_line_of_the_secrets_file_is_the_secret_and_those_below_are_older(tmp_path: Path) -> None:
    assert older_secrets_in(tmp_path) == []
    first = secret_in(tmp_path)
    (tmp_path / "secret").write_text(f"a-new-one\n{first}\n")

    assert (secret_in(tmp_path), older_secrets_in(tmp_path)) == ("a-new-one", [first])
