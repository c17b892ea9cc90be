"""axe on every page of the desk, found by its routes, as a desk in full work shows it: both schemes, both directions."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.axe import violations
from tests.desk.routes import routes
from tests.house import House, serving
from tests.unit.media.drawn import jpeg

pytestmark = [pytest.mark.browser, pytest.mark.process, pytest.mark.timeout(300)]


@dataclass(frozen=True)
class Desk:
    """A house whose desk is in full work (tests/page/full_desk.py), and the way into it."""

    house: House
    holds: dict[str, Any]

    @property
    def address(self) -> str:
        """By name: passkeys want one."""
        return f"http://localhost:{self.house.desk_port}"

    def cookies(self, name: str) -> list[dict[str, str]]:
        """A session of ada (everything), ben (contributor, no factors), emil (only reads); none for cleo."""
        if name not in self.holds["sessions"]:
            return []
        cookie = {"name": f"desk-{self.house.desk_port}-session", "value": self.holds["sessions"][name]}
        return [{**cookie, "url": self.address}]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("house")
    root = Path(__file__).resolve().parents[2]
    environment = House(folder, 0, 0).environment | {"PYTHONPATH": f"{root / 'src'}:{root}"}
    command = [sys.executable, "-m", "tests.page.full_desk"]
    built = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert built.returncode == 0, built.stderr
    with serving(folder) as (house, _):
        yield Desk(house, json.loads(built.stdout))


STORM: Final = "/stories/storm/"
OF_THE_LOOK: Final = ("color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable")
"""The rules by which a page may pass in one look and fail in another."""
LOOKS: Final = {"en": (("light", 1280, ()), ("dark", 360, OF_THE_LOOK)), "ar": (("light", 360, ()),)}
"""Scheme, width and rules (none: all) of each look at a page in a language: it is loaded once for all of them."""

ELSEWHERE: Final = {
    **dict.fromkeys(("desk:now", "desk:readers", "desk:making", "desk:row"), "a part of the workspace"),
    "desk:here": "a sign of life",
    "desk:picture": "a picture",
    "desk:readers-file": "a file of the readers' side",
    "mfa_login_webauthn": "JSON for the login's script",
    "mfa_download_recovery_codes": "a file of text",
    "mfa_authenticate": "leads to the login, where nobody has typed a password: see MORE",
    **dict.fromkeys(("desk:publish", "desk:preview", "desk:amend-preview"), "leads back to the page with its form"),
    "api:openapi": "JSON",
    "openid_connect_login": "no provider in this house: tests/desk/test_oidc.py",
    "openid_connect_callback": "no provider in this house",
}
"""Routes that are no page to be looked at, each with its reason. One that is missing here has to be a page."""

OTHERS: Final = {
    **dict.fromkeys(("desk:login", "account_login", "desk:login-link", "desk:invitation"), "cleo"),
    "mfa_activate_totp": "ben",
    "account_reauthenticate": "emil",
}
"""Who looks, where ada would be led elsewhere."""


def pages(desk: Desk, language: str) -> dict[str, tuple[str, str]]:
    """Every page by its name: who looks at it, and its path. In English, more states of some; none twice."""
    named = _by_route(desk.holds) | (_more(desk.holds) if language == "en" else {})
    return {name: page for page, name in {page: name for name, page in named.items()}.items()}


def _by_route(holds: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """Who looks, and path of every route that is not ELSEWHERE."""
    keys, drafts = holds["keys"], holds["drafts"]
    about = {
        "key": keys["corrected"],
        "draft": drafts["submitted"],
        "hook": holds["hook"],
        "number": holds["token"],
        "pk": holds["passkey"],
    }
    own = {
        "desk:login-link": holds["link"],
        "desk:invitation": holds["invitation"],
        "desk:entrant": "/entrance/people/dora/",
        "desk:withdraw-many": f"{STORM}withdraw/?key={keys['first']}&key={keys['quote']}&key={keys['withdrawn']}",
    }
    return {
        route.name: (
            OTHERS.get(route.name, "ada"),
            own.get(route.name) or replace(route, arguments=_filled(route.arguments, about)).address,
        )
        for route in routes()
        if route.name not in ELSEWHERE
    }


def _filled(arguments: dict[str, Any], about: dict[str, Any]) -> dict[str, Any]:
    return {name: about.get(name, value) for name, value in arguments.items()}


def _more(holds: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """What a page looks like for others, in other states, and with nothing on it."""
    keys, drafts = holds["keys"], holds["drafts"]
    update = {name: ("ada", f"{STORM}updates/{keys[name]}/") for name in ("withdrawn", "updated", "picture", "arabic")}
    draft = {name: ("ada", f"{STORM}drafts/{drafts[name]}/") for name in ("draft", "scheduled", "embargo", "discarded")}
    return {
        **{f"an update, {name}": page for name, page in update.items()},
        **{f"a draft, {name}": page for name, page in draft.items()},
        "a change that waits": ("ada", f"{STORM}updates/{keys['first']}/?draft={drafts['change']}"),
        "a draft that came back": ("ben", f"{STORM}drafts/{drafts['returned']}/"),
        "a contributor's workspace": ("ben", STORM),
        "a reader's workspace": ("emil", STORM),
        "an update for a reader": ("emil", f"{STORM}updates/{keys['first']}/"),
        "an Arabic story": ("ada", "/stories/sayl/"),
        "a closed story": ("ada", "/stories/over/"),
        "a story without updates": ("ada", "/stories/quiet/"),
        "key points of nothing": ("ada", "/stories/quiet/key-points/"),
        "a trail of nothing": ("ada", "/stories/quiet/trail/?who=nobody"),
        "nothing to withdraw": ("ada", f"{STORM}withdraw/"),
        "an account without anything": ("ben", "/account/"),
        "no tokens": ("ben", "/account/tokens/"),
        "confirming by a code": ("ada", "/account/confirm/code/"),
        "a link that is spent": ("cleo", f"/login/{'x' * 43}/"),
        "an invitation that is spent": ("cleo", f"/invitations/{'x' * 43}/"),
        "what is not here": ("ada", "/stories/nowhere/"),
        "what is not allowed": ("emil", "/people/"),
        "the second step of a login": ("dora", "/second-factor/"),
    }


class Tabs:
    """One tab for each person, in one language."""

    def __init__(self, desk: Desk, browser: Browser, language: str) -> None:
        self._desk, self._browser, self._language = desk, browser, language
        self._tabs: dict[str, Page] = {}
        self._held = ""

    def of(self, name: str) -> Page:
        if name not in self._tabs:
            context = self._browser.new_context(locale=self._language, timezone_id="UTC")
            context.set_default_timeout(15_000)
            context.add_cookies(self._desk.cookies(name))
            self._tabs[name] = context.new_page()
            if name == "dora":
                self._half_in(self._tabs[name])
        return self._tabs[name]

    def _half_in(self, tab: Page) -> None:
        """Dora has typed her password, and is asked for more."""
        tab.goto(f"{self._desk.address}/login/")
        tab.locator("#name").fill("dora")
        tab.locator("#password").fill("storm surge tonight")
        tab.locator("#password").press("Enter")
        expect(tab.locator("#the-code")).to_be_visible()

    def found_in_frames(self, tab: Page) -> list[str]:
        """What axe finds in the readers' pages that a page shows in frames without script, each opened as a page."""
        found: list[str] = []
        for frame in tab.locator("iframe[srcdoc]").all():
            self._held = frame.get_attribute("srcdoc") or ""
            framed = self._framed()
            framed.goto(f"{self._desk.address}/framed")
            found += found_on(framed, self._language)
        # The heading of the page is on the page around the frame.
        return [one for one in found if not one.startswith("page-has-heading-one")]

    def _framed(self) -> Page:
        if "framed" not in self._tabs:
            framed = self._tabs["framed"] = self.of("ada").context.new_page()
            framed.route("**/framed", lambda route: route.fulfill(body=self._held, content_type="text/html"))
        return self._tabs["framed"]

    def close(self) -> None:
        for tab in self._tabs.values():
            tab.context.close()


@pytest.fixture
def open_tabs(desk: Desk, browser: Browser) -> Iterator[Callable[[str], Tabs]]:
    opened: list[Tabs] = []

    def open_tabs(language: str) -> Tabs:
        opened.append(Tabs(desk, browser, language))
        return opened[-1]

    yield open_tabs
    for tabs in opened:
        tabs.close()


def found_on(tab: Page, language: str) -> list[str]:
    """What axe finds on a page that is open, in both looks of its language; and sideways scrolling."""
    found: list[str] = []
    for scheme, width, rules in LOOKS[language]:
        tab.emulate_media(color_scheme=scheme)
        tab.set_viewport_size({"width": width, "height": 800})
        found += violations(tab, rules)
        wide = tab.evaluate("() => document.documentElement.scrollWidth")
        found += [f"{wide} pixels wide at {width}"] if wide > width else []
    return list(dict.fromkeys(found))


@pytest.mark.parametrize("language", LOOKS)
def test_nothing_on_any_page_keeps_anyone_out(language: str, desk: Desk, open_tabs: Callable[[str], Tabs]) -> None:
    """Every route that answers with a page is looked at; a new one is, too, or says in ELSEWHERE what it is."""
    tabs, found = open_tabs(language), {}
    for name, (who, path) in pages(desk, language).items():
        tab = tabs.of(who)
        if tab.request.get(desk.address + path).status == 405:
            continue  # it takes a form; the page on which the form stands is looked at
        tab.goto(desk.address + path)
        if tab.locator("main#main h1").count() != 1 or tab.url != desk.address + path:
            found[name] = [f"no page of the desk, but {tab.url}"]
        elif wrong := found_on(tab, language) + tabs.found_in_frames(tab):
            found[name] = wrong

    assert not found, json.dumps(found, indent=1, ensure_ascii=False)


def everything_opened(tab: Page) -> None:
    """The composer with a picture that just came, every fold open, every panel shown."""
    tab.set_input_files("#picture", {"name": "quay.jpg", "mimeType": "image/jpeg", "buffer": jpeg(300, 200)})
    tab.evaluate("() => document.querySelectorAll('details').forEach(one => (one.open = true))")
    expect(tab.locator(".pictures .shown img")).to_be_visible()
    tab.evaluate("() => document.querySelectorAll('.ask, .offer, .wrong').forEach(one => (one.hidden = false))")


def the_keys(tab: Page) -> None:
    tab.keyboard.press("?")
    expect(tab.get_by_role("dialog")).to_be_visible()


def refused_in_its_field(tab: Page) -> None:
    tab.locator("[name=source_name]").first.fill("Someone")
    tab.locator("[name=source_url]").first.fill("javascript:alert(1)")
    tab.keyboard.press("Control+Enter")
    expect(tab.locator(".sources .refusal")).to_be_visible()


def refused_on_a_new_page(tab: Page) -> None:
    tab.locator("#url").fill("ftp://receiver.example/")
    tab.locator("#name").fill("Nowhere")
    tab.locator("#hook .primary").click()
    expect(tab.locator("#no-url")).to_be_visible()


def shown_once(tab: Page) -> None:
    tab.locator("#token #name").fill("A script")
    tab.locator("[name=scopes]").first.check()
    tab.locator("#token .primary").click()
    expect(tab.locator(".secret")).to_be_visible()


def ticked(tab: Page) -> None:
    tab.locator(".several summary").click()
    tab.locator(".tickbox input").first.check()


@pytest.mark.parametrize(
    ("path", "act"),
    [
        (STORM, everything_opened),
        (STORM, the_keys),
        (STORM, refused_in_its_field),
        (STORM, ticked),
        ("/hooks/", refused_on_a_new_page),
        ("/account/tokens/", shown_once),
    ],
)
def test_nothing_keeps_anyone_out_in_the_middle_of_work(
    path: str, act: Callable[[Page], None], desk: Desk, open_tabs: Callable[[str], Tabs]
) -> None:
    tab = open_tabs("en").of("ada")
    tab.goto(desk.address + path)

    act(tab)

    assert found_on(tab, "en") == []
