"""Two editors on one update, in 200 random interleavings: nothing that either of them typed is silently lost.

Each editor does what the desk's page does (static/desk/desk_draft.js): types paragraphs of words that nobody else has, saves
with the version that was seen, and after a conflict puts both texts together, keeping both where they touch.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field

import pytest

from stoppress.desk.accounts import create_user
from stoppress.desk.drafting import shelf
from stoppress.desk.drafting.merging import paragraphs
from stoppress.story import read
from stoppress.story.body.to_markdown import to_markdown
from stoppress.story.write import Door
from tests.desk.conftest import Browser, form_on

INTERLEAVINGS = 200
HERE = "/stories/storm/"


@dataclass
class Editor:
    """One page that has the draft open."""

    name: str
    browser: Browser
    draft: str
    key: str
    text: list[str]
    version: int = 1
    base: list[str] = field(default_factory=list)
    turn: int = 0
    typed: set[str] = field(default_factory=set)
    """Every paragraph that this editor wrote and did not take out again."""

    def type(self, chance: random.Random) -> None:
        """A new paragraph, another one changed, or one of mine taken out."""
        self.turn += 1
        word, at = f"{self.name}-{self.turn}-{chance.random():.9f}", chance.randint(0, len(self.text))
        if at < len(self.text) and self.text[at] in self.typed and chance.random() < 0.4:
            self.typed.discard(self.text[at])
            if chance.random() < 0.5:
                del self.text[at]
                return
            self.text[at] = word
        else:
            self.text.insert(at, word)
        self.typed.add(word)

    def save(self) -> None:
        """As the page saves: with what was seen; a conflict is merged and saved again."""
        for _ in range(4):
            answer = self.browser.command(
                f"{HERE}drafts/",
                draft=self.draft,
                key=self.key,
                body="\n\n".join(self.text),
                draft_version=self.version,
                draft_writer=f"page{self.name}",
                draft_turn=self.turn,
            )
            if answer.status_code == 200:
                self.version, self.base = answer.json()["version"], list(self.text)
                return
            assert answer.json()["code"] == "draft-stale"
            self.merge()
        raise AssertionError("no end of conflicts between two who take turns")

    def merge(self) -> None:
        base, mine = ({"body": ["\n\n".join(text)]} for text in (self.base, self.text))
        told = self.browser.command(
            f"{HERE}drafts/{self.draft}/merge/", base=json.dumps(base), mine=json.dumps(mine)
        ).json()
        pieces = next((clash["pieces"] for clash in told["clashes"] if clash["name"] == "body"), None)
        if pieces is None:
            self.text = paragraphs(told["fields"].get("body", [""])[0])
        else:
            self.text = [part for one in pieces for part in one.get("agreed") or [*one["theirs"], *one["mine"]]]
        self.version, self.base = told["version"], paragraphs(told["theirs"].get("body", [""])[0])
        self.turn += 1


@pytest.fixture
def pair(door: Door, storm: str) -> list[Browser]:
    browsers = []
    for name in ("ada", "ben"):
        browsers.append(Browser())
        browsers[-1].client.force_login(create_user(name, None))
    return browsers


def test_nothing_is_silently_lost_in_a_draft_that_two_write(pair: list[Browser]) -> None:
    for seed in range(INTERLEAVINGS):
        chance = random.Random(seed)
        draft, key = f"draft{seed:05}", f"entry{seed:05}"
        ada, ben = (
            Editor(name, browser, draft, key, ["begun"], base=["begun"])
            for name, browser in zip("ab", pair, strict=True)
        )
        ada.version = ben.version = 0
        ada.typed.add("begun")
        ada.save()
        ben.version, ben.base = 1, ["begun"]
        for _ in range(chance.randint(4, 14)):
            editor = chance.choice([ada, ben])
            editor.type(chance)
            if chance.random() < 0.5:
                editor.save()
        for editor in (ada, ben, ada):
            editor.save()

        kept = paragraphs(shelf.found("storm", draft).fields["body"][0])
        lost = (ada.typed | ben.typed) - set(kept)
        assert lost == set(), f"seed {seed}"


def test_nothing_is_silently_lost_in_an_update_that_two_amend(pair: list[Browser]) -> None:
    """Both open revision 1, change paragraphs, and save; the second looks at both, and saves what the page made of them."""
    for seed in range(40):
        chance = random.Random(seed)
        key = f"entry{seed:05}"
        words = [f"w{n}" for n in range(chance.randint(1, 6))]
        pair[0].command(f"{HERE}updates/", key=key, body="\n\n".join(words))
        page = f"{HERE}updates/{key}/"
        forms = [form_on(browser.open(page).content.decode(), "amend")[1] for browser in pair]
        texts = [_changed(words, name, chance) for name in "ab"]

        for browser, form, text in zip(pair, forms, texts, strict=True):
            sent = {**form, "amendment": "update", "body": "\n\n".join(text)}
            answer = browser.client.post(f"{page}amend/", sent)
            html = answer.content.decode()
            if answer.status_code == 409:
                again = form_on(html, "amend")[1]
                assert browser.client.post(f"{page}amend/", {**again, "amendment": "update"}).status_code == 303

        out = set(paragraphs(to_markdown(read.entry("storm", key).content.body)))
        mine, theirs = set(texts[1]) - set(words), set(texts[0]) - set(words)
        assert mine <= out, f"seed {seed}"
        assert all(word in out or word in html for word in theirs), f"seed {seed}: neither kept nor shown"


def _changed(words: list[str], name: str, chance: random.Random) -> list[str]:
    text = list(words)
    for count in range(chance.randint(1, 3)):
        at = chance.randrange(len(text) + 1)
        if at < len(text) and chance.random() < 0.6:
            text[at] = f"{name}{count}changed"
        else:
            text.insert(at, f"{name}{count}added")
    return text
