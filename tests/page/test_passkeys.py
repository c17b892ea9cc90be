"""Passkeys with a real browser and its own virtual key: set up, log in with it alone, as a second factor, and refused."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.browser import OpenTab
from tests.house import House, serving

pytestmark = [pytest.mark.browser, pytest.mark.process]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with serving(tmp_path_factory.mktemp("house")) as (house, _):
        yield house


def desk(house: House) -> str:
    """Passkeys want a name; an address of numbers is none."""
    return f"http://localhost:{house.desk_port}"


def log_in_by_link(tab: Page, house: House, name: str) -> None:
    if name not in house.run("user", "list")["users"]:
        house.run("user", "add", name)
    link = str(house.run("user", "link", name)["link"]).replace(house.desk, desk(house))
    tab.goto(link)
    tab.get_by_role("button", name=f"Log in as {name}").click()


def virtual_key(tab: Page, *, verifies: bool = True) -> tuple[CDPSession, str]:
    """A key that the browser believes to be in this machine."""
    session = tab.context.new_cdp_session(tab)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": verifies,
        "isUserVerified": verifies,
        "automaticPresenceSimulation": True,
    }
    added = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session, added["authenticatorId"]


def add_passkey(tab: Page, house: House, *, alone: bool = True) -> None:
    tab.goto(f"{desk(house)}/account/passkeys/add/")
    tab.get_by_label("What you call it").fill("The night desk's laptop")
    tab.get_by_label("It logs me in alone").set_checked(alone)
    tab.get_by_role("button", name="Add it").click()
    expect(tab.get_by_role("heading", name="Recovery codes")).to_be_visible()


def log_out(tab: Page) -> None:
    tab.get_by_role("button", name="Log out").click()
    expect(tab.locator("#password")).to_be_visible()


def test_a_passkey_alone_logs_in_and_is_removed_again(house: House, open_tab: OpenTab) -> None:
    tab = open_tab(f"{desk(house)}/login/")
    virtual_key(tab)
    log_in_by_link(tab, house, "ada")
    add_passkey(tab, house)
    log_out(tab)

    tab.get_by_role("button", name="Log in with a passkey").click()

    expect(tab.get_by_role("heading", name="Stories")).to_be_visible()
    tab.goto(f"{desk(house)}/account/")
    expect(tab.get_by_text("The night desk's laptop", exact=True)).to_be_visible()
    tab.get_by_role("link", name=re.compile("^Remove")).click()
    expect(tab.get_by_role("heading", name="Is it you?")).to_be_visible()
    tab.get_by_role("link", name="By passkey").click()
    tab.get_by_role("button", name="Use a passkey").click()
    tab.get_by_role("button", name="Remove it").click()
    expect(tab.get_by_role("link", name="Add a passkey")).to_be_visible()
    expect(tab.get_by_role("link", name=re.compile("^Remove"))).to_have_count(0)


def test_a_passkey_is_asked_for_after_a_login_link(house: House, open_tab: OpenTab) -> None:
    tab = open_tab(f"{desk(house)}/login/")
    virtual_key(tab)
    log_in_by_link(tab, house, "ben")
    add_passkey(tab, house, alone=False)
    log_out(tab)

    log_in_by_link(tab, house, "ben")
    expect(tab.get_by_role("heading", name="Second factor")).to_be_visible()
    tab.get_by_role("button", name="Use a passkey").click()

    expect(tab.get_by_role("heading", name="Stories")).to_be_visible()


def test_somebody_elses_key_does_not_pass_the_second_step(house: House, open_tab: OpenTab) -> None:
    mine, theirs = open_tab(f"{desk(house)}/login/"), open_tab(f"{desk(house)}/login/")
    virtual_key(mine)
    virtual_key(theirs)
    log_in_by_link(mine, house, "cem")
    add_passkey(mine, house)
    log_in_by_link(theirs, house, "dora")
    add_passkey(theirs, house)
    log_out(theirs)

    log_in_by_link(theirs, house, "cem")
    theirs.get_by_role("button", name="Use a passkey").click()

    expect(theirs.locator("[data-passkey-said]")).to_contain_text("No passkey was given.")
    theirs.goto(f"{desk(house)}/account/")
    expect(theirs.locator("#password")).to_be_visible()


def test_an_answer_is_good_once(house: House, open_tab: OpenTab) -> None:
    tab = open_tab(f"{desk(house)}/login/")
    virtual_key(tab)
    log_in_by_link(tab, house, "eli")
    add_passkey(tab, house)
    log_out(tab)
    posted: list[str] = []
    tab.on(
        "request",
        lambda request: (
            posted.append(request.post_data) if request.url.endswith("/passkey/") and request.method == "POST" else None
        ),
    )
    tab.get_by_role("button", name="Log in with a passkey").click()
    expect(tab.get_by_role("heading", name="Stories")).to_be_visible()
    log_out(tab)

    tab.evaluate(
        """async (body) => {
            const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
            const fields = new URLSearchParams(body);
            fields.set("csrfmiddlewaretoken", token);
            await fetch("/passkey/", { headers: { Accept: "application/json" } });
            await fetch("/passkey/", { method: "POST", body: fields });
        }""",
        posted[0],
    )

    tab.goto(f"{desk(house)}/account/")
    expect(tab.locator("#password")).to_be_visible()


def test_an_invited_person_comes_in_with_a_passkey_and_no_password(house: House, open_tab: OpenTab) -> None:
    chief = open_tab(f"{desk(house)}/login/")
    log_in_by_link(chief, house, "ada")
    chief.goto(f"{desk(house)}/entrance/")
    chief.get_by_role("button", name="Make the link").click()
    link = chief.locator(".made code").inner_text().replace(house.desk, desk(house))
    tab = open_tab(link)
    virtual_key(tab)

    tab.get_by_label("Name").fill("finn")
    tab.get_by_label("with a passkey").check()
    expect(tab.locator("#password")).to_be_hidden()
    tab.get_by_role("button", name="Come in").click()
    tab.get_by_role("button", name="Add it").click()
    expect(tab.get_by_role("heading", name="Recovery codes")).to_be_visible()
    log_out(tab)
    tab.get_by_role("button", name="Log in with a passkey").click()

    expect(tab.get_by_role("heading", name="Stories")).to_be_visible()
