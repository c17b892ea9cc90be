"""Who gets in by a token, and what every answer says to who does not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client

from stoppress.base.clock import now_utc
from stoppress.base.limits.api import API_REQUESTS_PER_MINUTE, API_TOKENS_PER_USER_MAX
from stoppress.desk import rules
from stoppress.desk.api import bearer
from stoppress.desk.api.address import API, DECLARED, PREFIX, urlpatterns
from stoppress.desk.api.bearer import BearerToken
from stoppress.desk.api.counting import Requests, TooOften
from stoppress.desk.models import ApiToken
from stoppress.desk.roles import Action
from stoppress.desk.rules import rule_of
from stoppress.desk.scopes import ALLOWS, NO_SCOPE, Scope, scopes_for
from stoppress.desk.tokens import make_token, revoke_token, token_user
from stoppress.story import read
from tests.desk.api.conftest import Program, program_of, user_named
from tests.desk.conftest import Browser

ARGUMENTS = {
    "{invitation}": "1",
    "{draft}": "dddddddddd",
    "{name}": "ben",
    "{slug}": "storm",
    "{key}": "aaaaaaaaaa",
    "{hook}": "1",
}


def called(program: Program, one) -> HttpResponse:
    path = one.path
    for name, value in ARGUMENTS.items():
        path = path.replace(name, value)
    if one.media_types and one.media_types[0] != "application/json":
        return program.raw(one.method, path, b"x", one.media_types[0])
    return program.send(one.method, path, {} if one.media_types else None, If_Match='"1"')


@pytest.mark.parametrize("one", DECLARED, ids=lambda one: one.view.__name__)
def test_every_operation_declares_its_action_and_asks_for_it(one) -> None:
    """The declaration, and the guard that ninja calls, must be of the same action: two truths would drift apart."""
    guards = [
        operation.auth_callbacks
        for router in API._get_bound_routers()
        for path, view in router.path_operations.items()
        for operation in view.operations
        if path == one.path and one.method in operation.methods
    ]

    assert rule_of(one.view) == one.action
    assert one.action in set(Action) - NO_SCOPE
    assert [[guard.action for guard in found] for found in guards] == [[one.action]]
    assert all(isinstance(guard, BearerToken) for found in guards for guard in found)


def test_every_route_below_the_api_is_guarded_or_the_document() -> None:
    """A route that somebody adds beside the operations would be asked for nothing."""
    found = {str(pattern.pattern): rule_of(pattern.callback) for pattern in urlpatterns}
    declared = {(one.method, one.path) for one in DECLARED}
    mounted = {
        (method, one.path)
        for pattern in urlpatterns
        for method, one in pattern.callback.__dict__.get("declared", {}).items()
    }

    assert found.pop("openapi.json") == rules.PUBLIC
    assert set(found.values()) == {rules.BY_BEARER}
    assert mounted == declared
    assert len(declared) > 30


@pytest.mark.parametrize("one", DECLARED, ids=lambda one: one.view.__name__)
def test_without_a_token_nothing_is_seen(one, door: object, published: Callable[..., str]) -> None:
    published("A unique-word stands here.")

    answer = called(Program(""), one)

    assert answer.status_code == 401
    assert answer.json()["code"] == "token-missing"
    assert answer.headers["WWW-Authenticate"].startswith("Bearer ")
    assert b"unique-word" not in answer.content


@pytest.mark.parametrize("one", DECLARED, ids=lambda one: one.view.__name__)
def test_a_token_of_other_scopes_is_refused(one, storm: str) -> None:
    others = [scope for scope in Scope if scope not in scopes_for(one.action)]

    answer = called(program_of("ada", *others), one)

    assert (answer.status_code, answer.json()["code"]) == (403, "scope-missing")
    assert read.story("storm").number == 1


@pytest.mark.parametrize("one", DECLARED, ids=lambda one: one.view.__name__)
def test_the_users_own_right_is_asked_too(one, storm: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A token of all scopes acts for its user, and no more: asked in the very story of the address."""
    asked = []
    program = program_of("ben")
    monkeypatch.setattr(bearer, "may", lambda user, action, slug: asked.append((user.username, action, slug)))

    answer = called(program, one)

    assert (answer.status_code, answer.json()["code"]) == (403, "not-allowed")
    assert asked == [("ben", one.action, "storm" if "{slug}" in one.path else "")]


def test_a_session_is_no_way_in(ada: Browser, storm: str) -> None:
    """No other site can make a browser act here, whatever cookies it sends along."""
    answer = ada.client.post(f"{PREFIX}stories/storm/pause", headers={"Accept": "application/json"})

    assert (answer.status_code, answer.json()["code"]) == (401, "token-missing")
    assert read.story("storm").number == 1


def test_every_action_has_a_scope_or_is_never_a_tokens() -> None:
    """A new action must be thought of here, or no program can ever do it and nobody notices."""
    assert frozenset.union(*ALLOWS.values()) | NO_SCOPE == set(Action)
    assert not frozenset.union(*ALLOWS.values()) & NO_SCOPE


@pytest.mark.parametrize("secret", ["sp_" + "A" * 43, "sp_short", "nonsense", "sp_" + "A" * 43 + "' OR 1=1", ""])
def test_an_unknown_token_is_a_401(secret: str, storm: str) -> None:
    answer = Client().get(f"{PREFIX}stories", headers={"Authorization": f"Bearer {secret}"})

    assert answer.status_code == 401
    assert 'error="invalid_token"' in answer.headers["WWW-Authenticate"]


@pytest.mark.parametrize("header", ["Basic YWRhOmFkYQ==", "Token sp_x", "sp_x", "bearer"])
def test_other_ways_to_log_in_are_none(header: str, storm: str) -> None:
    assert Client().get(f"{PREFIX}stories", headers={"Authorization": header}).status_code == 401


def test_a_revoked_token_opens_nothing_from_then_on(door: object) -> None:
    program = program_of("ada")
    before = program.ask("/token").status_code

    token = ApiToken.objects.get()
    revoke_token(user_named("ada"), token.pk)

    assert (before, program.ask("/token").status_code) == (200, 401)


def test_an_expired_token_opens_nothing(door: object) -> None:
    program = program_of("ada")

    ApiToken.objects.update(expires_at=now_utc())

    assert program.ask("/token").status_code == 401


def test_a_user_who_may_not_come_in_any_more_takes_the_tokens_along(door: object) -> None:
    program = program_of("ada")
    user = user_named("ada")
    user.is_active = False
    user.save()

    assert program.ask("/token").status_code == 401


def test_only_the_hash_of_a_token_is_kept(door: object) -> None:
    secret = make_token(user_named("ada"), "x", ["read"], 1)[1]

    row = ApiToken.objects.get()
    assert secret not in " ".join(str(value) for value in vars(row).values())
    assert (len(row.token_hash), secret.startswith(row.hint), len(row.hint)) == (64, True, 7)


def test_the_last_use_is_noted_once_a_minute(door: object) -> None:
    """A busy program must not make the desk write at each of its requests."""
    secret = make_token(user_named("ada"), "x", ["read"], 1)[1]
    first = now_utc()

    seen = []
    for later_s in (0, 30, 61):
        token_user(secret, lambda later_s=later_s: first + timedelta(seconds=later_s))
        seen.append(ApiToken.objects.get().used_at - first)

    assert [one.total_seconds() for one in seen] == [0, 0, 61]


def test_nobody_revokes_anothers_token(door: object) -> None:
    program_of("ada")
    ben = program_of("ben")

    from stoppress.base.errors import Refusal

    with pytest.raises(Refusal) as refused:
        revoke_token(user_named("ada"), ApiToken.objects.get(user__username="ben").pk)

    assert refused.value.code == "token-unknown"
    assert ben.ask("/token").status_code == 200


def test_a_user_has_no_more_tokens_than_can_be_overseen(door: object) -> None:
    from stoppress.base.errors import Refusal

    for _ in range(API_TOKENS_PER_USER_MAX):
        make_token(user_named("ada"), "x", ["read"], 1)

    with pytest.raises(Refusal, match="Revoke one"):
        make_token(user_named("ada"), "x", ["read"], 1)


@pytest.mark.parametrize("query", ["?access_token=x", "?token=x", "?Token=x", "?limit=sp_" + "A" * 43])
def test_a_token_in_the_address_is_refused(program: Program, query: str) -> None:
    """Addresses are kept in logs and histories."""
    answer = program.ask("/stories" + query)

    assert (answer.status_code, answer.json()["code"]) == (400, "token-in-address")


def test_a_token_that_asks_too_often_is_told_when_to_come_back(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    from stoppress.desk.api.counting import REQUESTS

    monkeypatch.setattr(REQUESTS, "_seconds", lambda: 0.0)
    token = ApiToken.objects.get().pk
    for _ in range(API_REQUESTS_PER_MINUTE):
        REQUESTS.count(token)

    answer = program.ask("/token")

    assert (answer.status_code, answer.json()["code"]) == (429, "too-often")
    assert int(answer.headers["Retry-After"]) >= 1


def test_the_bound_fills_again_evenly_and_counts_each_token_alone() -> None:
    now = 0.0
    requests = Requests(per_minute=60, tokens_max=2, seconds=lambda: now)
    for _ in range(60):
        requests.count(1)
    requests.count(2)

    with pytest.raises(TooOften) as refused:
        requests.count(1)
    now = 1.0
    requests.count(1)

    assert refused.value.retry_after_s == 1


def test_tokens_that_were_silent_longest_make_room_for_others() -> None:
    requests = Requests(per_minute=1, tokens_max=2, seconds=lambda: 0.0)
    for token in (1, 2, 3):
        requests.count(token)

    requests.count(1)

    with pytest.raises(TooOften):
        requests.count(3)
