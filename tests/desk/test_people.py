"""Who is what: given and taken on the pages of people, in the house and in a story."""

from __future__ import annotations

import re
from importlib import import_module
from threading import Barrier, Thread

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stoppress.base.errors import Refusal
from stoppress.desk.accounts import create_user, login_link_user, make_login_link
from stoppress.desk.models import RoleRow, TrailRow
from stoppress.desk.people import COMMAND_LINE, people, set_house_role, set_story_role, switch
from stoppress.desk.ranks import Role
from stoppress.desk.roles import Action, may
from tests.desk.conftest import PASSWORD, Browser


def somebody(name: str, role: Role, **in_stories: Role) -> Browser:
    browser = Browser()
    user = create_user(name, None, role)
    for slug, here in in_stories.items():
        RoleRow.objects.create(user=user, story=slug, role=here)
    browser.client.force_login(user)
    return browser


def may_now(name: str, action: Action, slug: str = "") -> bool:
    """Asked with a fresh user, as the next request would."""
    return may(User.objects.get(username=name), action, slug)


def test_the_first_user_runs_the_desk_and_the_next_is_an_editor(door: object):
    create_user("ada", None)
    create_user("ben", None)

    assert [person.standing.house for person in people()] == [Role.ADMINISTRATOR, Role.EDITOR]


def test_users_from_before_there_were_roles_may_everything_as_they_could(door: object):
    for name in ("ada", "ben"):
        User.objects.create(username=name)
    migration = import_module("stoppress.desk.migrations.0002_roles")

    migration.make_everybody_administrator(apps, None)

    assert [person.standing.house for person in people()] == [Role.ADMINISTRATOR] * 2
    assert may_now("ben", Action.SET_PEOPLE)


def test_a_user_without_any_role_may_nothing_but_their_own_account(door: object):
    User.objects.create(username="found-in-the-street")

    allowed = [action for action in Action if may_now("found-in-the-street", action)]

    assert allowed == [Action.SET_OWN_ACCOUNT]


def test_one_query_for_all_questions_of_a_request(storm: str, ada: Browser):
    ada.open("/")

    with CaptureQueriesContext(connection) as asked:
        ada.open("/stories/storm/")

    about_roles = [query["sql"] for query in asked if "desk_rolerow" in query["sql"]]
    assert len(about_roles) == 1


def test_an_administrator_changes_a_role_on_the_page_and_it_counts_at_once(ada: Browser, ben: Browser):
    assert ben.open("/open/").status_code == 200
    token = ada.open("/people/").content.decode()
    assert "ben" in token

    answer = ada.command("/people/role/", name="ben", role="reader")

    assert (answer.status_code, answer.json()) == (200, {"name": "ben"})
    assert ben.open("/open/").status_code == 403


def test_without_script_the_page_says_who_was_changed(ada: Browser, ben: Browser):
    ada.open("/people/")
    token = ada.client.cookies["desk-8001-forms"].value

    answer = ada.client.post("/people/role/", {"name": "ben", "role": "chief", "csrfmiddlewaretoken": token})

    assert answer.headers["Location"] == "/people/?set=ben"
    assert "ben is changed." in ada.open("/people/?set=ben").content.decode()
    assert "is changed." not in ada.open("/people/?set=nobody").content.decode()


@pytest.mark.parametrize(
    ("name", "role", "code"), [("nobody", "editor", "user-unknown"), ("ben", "boss", "role-unknown")]
)
def test_what_can_not_be_given_is_refused_in_a_sentence(ada: Browser, ben: Browser, name: str, role: str, code: str):
    answer = ada.command("/people/role/", name=name, role=role)

    assert (answer.status_code, answer.json()["code"]) == (422, code)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_the_last_administrator_stays_one(door: object, role: Role):
    create_user("ada", None)
    create_user("ben", None, Role.ADMINISTRATOR)
    switch(COMMAND_LINE, "ben", on=False)

    with pytest.raises(Refusal) as refused:
        set_house_role(COMMAND_LINE, "ada", role)

    assert refused.value.code == "administrator-last"
    assert may_now("ada", Action.SET_PEOPLE)


def test_the_last_administrator_is_not_switched_off(ada: Browser, ben: Browser):
    refused = ada.command("/people/switch/", name="ada", on="no")
    set_house_role(COMMAND_LINE, "ben", "administrator")
    done = ada.command("/people/switch/", name="ada", on="no")

    assert (refused.status_code, refused.json()["code"]) == (422, "administrator-last")
    assert done.status_code == 200


def test_who_is_switched_off_is_out_at_once_and_old_sessions_never_come_back(ada: Browser, ben: Browser):
    link = make_login_link("ben", 60)
    assert ben.open("/").status_code == 200

    ada.command("/people/switch/", name="ben", on="no")
    assert ben.open("/").status_code == 302
    ada.command("/people/switch/", name="ben", on="yes")

    assert ben.open("/").status_code == 302
    assert login_link_user(link.rstrip("/").rpartition("/")[2]) is None


def test_who_is_switched_off_does_not_come_in_by_password(door: object):
    create_user("ada", None)
    create_user("ben", PASSWORD)
    switch(COMMAND_LINE, "ben", on=False)

    assert Browser().log_in("ben").status_code == 403


def test_a_chief_of_one_story_gives_roles_there_and_nowhere_else(storm: str):
    create_user("ada", None)
    create_user("ben", None, Role.READER)
    chief = somebody("cem", Role.READER, storm=Role.CHIEF)

    given = chief.command("/stories/storm/people/role/", name="ben", role="contributor")
    elsewhere = chief.command("/people/role/", name="ben", role="contributor")

    assert (given.status_code, elsewhere.status_code) == (200, 403)
    assert may_now("ben", Action.DRAFT, "storm")
    assert not may_now("ben", Action.DRAFT, "flood")
    assert not may_now("ben", Action.OPEN_STORY)


def test_a_role_in_a_story_may_be_lower_and_be_taken_away_again(storm: str, ada: Browser):
    create_user("ben", None, Role.EDITOR)

    set_story_role(COMMAND_LINE, "ben", storm, "outside")
    assert not may_now("ben", Action.SEE_STORY, storm)
    answer = ada.command("/stories/storm/people/role/", name="ben", role="")

    assert answer.status_code == 200
    assert may_now("ben", Action.PUBLISH, storm)
    assert not RoleRow.objects.filter(story=storm).exists()


def test_a_chief_gives_no_administrator_and_takes_nothing_from_one(storm: str, ada: Browser):
    chief = somebody("cem", Role.CHIEF)
    create_user("ben", None)

    above = chief.command("/stories/storm/people/role/", name="ben", role="administrator")
    of_ada = chief.command("/stories/storm/people/role/", name="ada", role="reader")

    assert (above.json()["code"], of_ada.json()["code"]) == ("role-unknown", "administrator-everywhere")


def test_a_story_that_is_not_there_has_no_roles(ada: Browser, ben: Browser):
    assert ada.command("/stories/nowhere/people/role/", name="ben", role="chief").status_code == 404
    assert not RoleRow.objects.filter(story="nowhere").exists()


def test_roles_in_stories_are_bounded_for_each_person(
    storm: str, ada: Browser, ben: Browser, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("stoppress.desk.people.STORY_ROLES_PER_PERSON_MAX", 1)
    RoleRow.objects.create(user=User.objects.get(username="ben"), story="flood", role="chief")

    answer = ada.command("/stories/storm/people/role/", name="ben", role="chief")

    assert answer.json()["code"] == "too-many"
    assert not RoleRow.objects.filter(story="storm").exists()


def test_the_page_of_a_story_shows_who_is_what_and_why(storm: str, ada: Browser):
    create_user("ben", None, Role.READER)
    create_user("guest", None, Role.OUTSIDE)
    create_user("stranger", None, Role.OUTSIDE)
    set_story_role(COMMAND_LINE, "guest", storm, "contributor")

    html = ada.open("/stories/storm/people/").content.decode()
    table = html[html.index("<tbody") : html.index("</tbody>")]

    assert [name for name in ("ada", "ben", "guest", "stranger") if f"<bdi>{name}</bdi>" in table] == [
        "ada",
        "ben",
        "guest",
    ]
    assert "here; in the house: outside" in table
    assert '<option value="stranger">' in html


def test_a_guest_of_one_story_sees_no_other(storm: str, door: object):
    create_user("ada", None)
    guest = somebody("guest", Role.OUTSIDE, storm=Role.CONTRIBUTOR)

    assert "A storm nears the coast" in guest.open("/").content.decode()
    RoleRow.objects.update(role=Role.OUTSIDE)
    RoleRow.objects.filter(user__username="guest", story="storm").update(story="flood", role="reader")
    assert "A storm nears the coast" not in guest.open("/").content.decode()
    assert guest.open("/stories/storm/").status_code == 403


def test_each_change_of_a_role_is_in_the_trail_in_the_same_transaction(storm: str, ada: Browser, ben: Browser):
    ada.command("/people/role/", name="ben", role="chief")
    ada.command("/stories/storm/people/role/", name="ben", role="reader")
    ada.command("/people/switch/", name="ben", on="no")

    rows = TrailRow.objects.exclude(act="user-made").order_by("pk")
    assert [(row.act, row.who, row.about, row.words, row.story, row.done) for row in rows] == [
        ("house-role", "ada", "ben", "editor → chief", "", True),
        ("story-role", "ada", "ben", "chief → reader", "storm", True),
        ("switched", "ada", "ben", "off", "", True),
    ]


def test_a_role_whose_trail_can_not_be_written_is_not_given(
    ada: Browser, ben: Browser, monkeypatch: pytest.MonkeyPatch
):
    def no_disk(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("stoppress.desk.people.write_down", no_disk)

    with pytest.raises(OSError, match="no space"):
        ada.command("/people/role/", name="ben", role="chief")

    assert not may_now("ben", Action.SET_ROLES)


def test_the_list_costs_the_same_however_many_there_are(storm: str, ada: Browser):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            ada.open("/stories/storm/people/")
        return len(queries)

    asked()
    few = asked()
    for number in range(20):
        create_user(f"more-{number}", None)

    assert asked() == few


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_demote_each_other_at_once_do_not_both_succeed():
    for name in ("ada", "ben"):
        create_user(name, None, Role.ADMINISTRATOR)
    begin, refused = Barrier(2), []

    def demote(name: str) -> None:
        begin.wait(10)
        try:
            set_house_role(COMMAND_LINE, name, "editor")
        except Refusal as refusal:
            refused.append(refusal.code)
        finally:
            connection.close()

    threads = [Thread(target=demote, args=[name]) for name in ("ada", "ben")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert refused == ["administrator-last"]
    assert [person.standing.house for person in people()].count(Role.ADMINISTRATOR) == 1


def test_people_stand_on_pages_that_follow_one_another_and_a_change_comes_back_to_its_page(
    ada: Browser, storm: str, monkeypatch: pytest.MonkeyPatch
):
    for place in ("people", "entrance", "story_people"):
        monkeypatch.setattr(f"stoppress.desk.views.{place}.PEOPLE_PER_PAGE", 2)
    for name in ("ben", "cleo", "dora", "emil"):
        create_user(name, None, Role.EDITOR)

    for page in ("/people/", "/entrance/", "/stories/storm/people/"):
        first = ada.open(page).content.decode()
        second = ada.open(f"{page}?after=ben").content.decode()
        last = ada.open(f"{page}?after=dora").content.decode()
        shown = [re.findall(r'<th scope="row">(?:<a [^>]*>)?<bdi>(\w+)</bdi>', html) for html in (first, second, last)]
        assert shown == [["ada", "ben"], ["cleo", "dora"], ["emil"]], page
        assert ["?after=" in html.partition("More people")[0][-60:] for html in (first, second, last)] == [
            True,
            True,
            False,
        ], page
        assert ["To the first" in html for html in (first, second, last)] == [False, True, True], page

    changed = ada.send("/people/?after=ben", "people/role", name="dora", role="chief")
    assert changed.headers["Location"] == "/people/?set=dora&after=ben"
