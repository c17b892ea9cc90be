"""The composer in a real browser: typing, keys, buttons, cards, drafts, amendments; what is sent is what is stored."""

from __future__ import annotations

import json
import random

import pytest
from playwright.sync_api import Page, expect

from stoppress.base.html import is_safe_link
from stoppress.story.body import build
from stoppress.story.body.document import EMBED_PROVIDERS, Mark, Node, attributes, document_from
from stoppress.story.body.markdown import document_from_markdown
from tests.browser import OpenTab
from tests.house import House
from tests.page.composing import at_composer, desk, house, paste, published, session, written

__all__ = ["desk", "house", "session"]

pytestmark = [pytest.mark.browser, pytest.mark.process]

FIGURE = build.figure(asset="a" * 32, width=64, height=48, alt="A quay", caption="The quay at noon", credit="Ada")


@pytest.mark.parametrize(
    ("keys", "markdown"),
    [
        (["Gates **shut** and *locked* now."], "Gates **shut** and *locked* now."),
        (["One", "Enter", "Two", "Shift+Enter", "lines"], "One\n\nTwo\\\nlines"),
        (["- one", "Enter", "two", "Enter", "Enter", "After"], "- one\n- two\n\nAfter"),
        (["4. four", "Enter", "five"], "4. four\n5. five"),
        (["- one", "Enter", "Control+]", "inner"], "- one\n  - inner"),
        (["> We stay.", "Enter", "Enter", "After"], "> We stay.\n\nAfter"),
        (["Control+b", "bold", "Control+b", " plain"], "**bold** plain"),
        (["Read [the report](https://example.org/17) now"], "Read [the report](https://example.org/17) now"),
        (["2 * 3 * 4 and snake_case_name"], "2 \\* 3 \\* 4 and snake\\_case\\_name"),
        (["gone", "Control+z"], ""),
        (["Control+Shift+Digit8", "by key"], "- by key"),
        (["Control+Shift+Digit7", "by key"], "1. by key"),
    ],
)
def test_what_is_typed_becomes_what_it_means(desk: Page, keys: list[str], markdown: str) -> None:
    desk.locator("#body").click()
    for key in keys:
        if key == "Enter" or key.startswith(("Control+", "Shift+")):
            desk.keyboard.press(key)
        else:
            desk.keyboard.type(key)

    text = desk.locator("[name=body_document]").input_value()
    assert (document_from(json.loads(text)) if text else build.document()) == document_from_markdown(markdown)


def test_what_is_published_is_stored_as_it_was_written(desk: Page, house: House) -> None:
    desk.keyboard.press("c")
    desk.keyboard.type("From the composer")
    desk.keyboard.press("Tab")
    desk.keyboard.type("> We will **not** leave.")
    desk.locator("input.cite").fill("Olena, harbour master")
    desk.locator("#body p").click()
    made = written(desk)

    desk.keyboard.press("Control+Enter")

    row = desk.locator("#updates > li").first
    expect(row).to_contain_text("From the composer")
    said = Node(
        "paragraph",
        (
            Node("text", text="We will "),
            Node("text", text="not", marks=(Mark("strong"),)),
            Node("text", text=" leave."),
        ),
    )
    assert made == build.document(Node("blockquote", (said,), attributes(cite="Olena, harbour master")))
    expect(desk.locator("[name=body_document]")).to_have_value("")
    expect(desk.locator("#body")).to_have_text("")
    row.locator(".words").click()
    given = desk.locator("[name=body_document]").get_attribute("data-document")
    assert document_from(json.loads(given)) == made


def test_an_amendment_keeps_the_figure_where_it_stands(
    house: House, session: list[dict[str, str]], open_tab: OpenTab
) -> None:
    key = published(house, build.document(build.paragraph("Before."), FIGURE, build.paragraph("After.")))
    tab = open_tab(f"{house.desk}/login/")
    tab.context.add_cookies(session)
    at_composer(tab, f"{house.desk}/stories/storm/updates/{key}/")

    tab.locator("#body > p").first.click()
    tab.keyboard.press("End")
    tab.keyboard.type(" More.")
    tab.locator(".whole.figure button").click()
    tab.get_by_role("group", name="Picture").get_by_label("Caption").fill("The quay at dusk")
    tab.keyboard.press("Enter")

    figure = build.figure(asset="a" * 32, width=64, height=48, alt="A quay", caption="The quay at dusk", credit="Ada")
    wanted = build.document(build.paragraph("Before. More."), figure, build.paragraph("After."))
    assert written(tab) == wanted
    tab.locator("input[value=update]").check()
    tab.keyboard.press("Control+Enter")
    expect(tab.locator(".just-sent")).to_contain_text("Sent")
    tab.goto(f"{house.desk}/stories/storm/updates/{key}/")
    assert document_from(json.loads(tab.locator("[name=body_document]").get_attribute("data-document"))) == wanted


def test_every_document_that_the_desk_allows_survives_the_composer(desk: Page) -> None:
    """300 documents of all nodes and marks, through the editor's reader and writer."""
    documents = [random_document(random.Random(seed)) for seed in range(300)]

    came_back = desk.evaluate(
        """async (documents) => {
          const script = document.querySelector("script[src*='composer/composer.js']").src;
          const { readDocument, writeDocument } = await import(script.replace("composer.js", "schema.js"));
          return documents.map((one) => {
            const doc = readDocument(JSON.stringify(one));
            doc.check();
            return JSON.parse(writeDocument(doc));
          });
        }""",
        [document.to_json() for document in documents],
    )

    assert [document_from(one) for one in came_back] == [document or build.document() for document in documents]
    assert "locked" not in json.dumps(came_back)


def test_what_the_composer_does_not_know_is_locked_and_never_lost(desk: Page) -> None:
    unknown = {
        "type": "doc",
        "content": [{"type": "poll", "attrs": {"n": 1}, "content": [{"type": "text", "text": "Yes?"}]}],
    }
    desk.locator("[name=body_document]").evaluate("(field, text) => (field.value = text)", json.dumps(unknown))
    desk.locator("#composer").evaluate("(form) => form.dispatchEvent(new Event('restored'))")

    expect(desk.locator(".whole.locked")).to_contain_text("Yes?")
    desk.keyboard.press("c")
    desk.locator(".whole.locked").click()
    desk.keyboard.press("ArrowRight")
    desk.keyboard.press("Enter")
    desk.keyboard.type("Below")
    kept = json.loads(desk.locator("[name=body_document]").input_value())
    assert kept["content"][0] == unknown["content"][0]
    assert "Below" in json.dumps(kept)


def test_a_draft_from_before_a_crash_is_back_in_the_composer(desk: Page) -> None:
    desk.locator("#body").click()
    desk.keyboard.type("- **Kept**")
    expect(desk.locator("#draft-said")).to_contain_text("Kept in this browser")
    tab = desk.context.new_page()
    desk.close()

    at_composer(tab, desk.url)

    expect(tab.locator("#body li strong")).to_have_text("Kept")
    assert written(tab) == document_from_markdown("- **Kept**")


def test_a_link_is_asked_for_by_key_and_refused_where_it_is_not_safe(desk: Page) -> None:
    desk.locator("#body").click()
    desk.keyboard.type("the report")
    desk.keyboard.press("Shift+Home")
    # No hand is faster than the browser's word of a new selection.
    desk.wait_for_function("() => getSelection().toString() === 'the report'", polling=50)
    desk.keyboard.press("Control+k")
    asked = desk.get_by_role("group", name="Link")

    desk.keyboard.type("javascript:alert(1)")
    desk.keyboard.press("Enter")
    expect(asked.get_by_role("alert")).to_contain_text("Begin it with https://")
    asked.get_by_role("textbox").fill("example.org/17")
    desk.keyboard.press("Enter")

    expect(asked).to_be_hidden()
    assert written(desk) == document_from_markdown("[the report](https://example.org/17)")
    expect(desk.locator("#updates")).not_to_contain_text("the report")


def test_an_address_alone_on_a_line_becomes_a_card(desk: Page) -> None:
    desk.locator("#body").click()
    paste(desk, text="https://www.example.org/17?a=b")
    desk.get_by_role("button", name="Show this link as a card").click()
    panel = desk.get_by_role("group", name="Card or post")
    expect(panel.locator("[data-host]")).to_have_text("example.org")

    panel.get_by_label("Title").fill("Report 17")
    panel.get_by_label("By whom").fill("Harbour board")
    panel.get_by_role("button", name="Put it in").click()
    desk.keyboard.type("After it")

    card = build.embed("card", title="Report 17", author="Harbour board", url="https://www.example.org/17?a=b")
    assert written(desk) == build.document(card, build.paragraph("After it"))


def test_an_address_of_a_social_network_becomes_a_post_with_its_words(desk: Page) -> None:
    desk.locator("#body").click()
    paste(desk, text="https://mastodon.example/@olena/112233445566")
    desk.get_by_role("button", name="Show this link as a card").click()
    panel = desk.get_by_role("group", name="Card or post")

    expect(panel.get_by_label("Shown as")).to_have_value("post")
    expect(panel.get_by_label("Account")).to_have_value("@olena")
    panel.get_by_label("Its words").fill("We will not leave.")
    panel.get_by_role("button", name="Put it in").click()

    post = written(desk).content[0]
    assert (post.words("provider"), post.words("text")) == ("post", "We will not leave.")


def test_the_buttons_are_one_stop_of_the_tab_key_and_say_what_holds(desk: Page) -> None:
    desk.locator("#body").click()
    desk.keyboard.press("Tab")
    bold = desk.get_by_role("button", name="Bold")
    expect(bold).to_be_focused()

    desk.keyboard.press("ArrowRight")
    expect(desk.get_by_role("button", name="Italic")).to_be_focused()
    desk.keyboard.press("Home")
    desk.keyboard.press("Enter")

    expect(bold).to_have_attribute("aria-pressed", "true")
    desk.keyboard.press("Escape")
    expect(desk.locator("#body")).to_be_focused()
    desk.keyboard.type("bold")
    assert written(desk) == document_from_markdown("**bold**")
    desk.keyboard.press("Alt+F10")
    expect(bold).to_be_focused()


def test_keys_of_the_page_are_letters_in_the_text(desk: Page) -> None:
    desk.locator("#body").click()
    desk.keyboard.type("c j k s w ?")

    expect(desk).to_have_url(desk.url)
    expect(desk.get_by_role("dialog", name="Keys")).to_be_hidden()
    expect(desk.locator("#body")).to_have_text("c j k s w ?")


def test_the_composer_is_a_text_box_with_a_name(desk: Page) -> None:
    box = desk.get_by_role("textbox", name="Text", exact=True)

    expect(box).to_have_attribute("aria-multiline", "true")
    expect(box).to_have_attribute("id", "body")
    desk.locator("#body-label").click()
    expect(box).to_be_focused()


def test_a_refusal_of_the_text_stands_above_it_and_the_cursor_is_in_it(desk: Page) -> None:
    desk.locator("#headline").press("Control+Enter")

    expect(desk.locator("#composer .refusal").first).to_contain_text("neither headline nor text")
    expect(desk.locator("#body")).to_be_focused()
    expect(desk.locator("#body")).to_have_attribute("aria-invalid", "true")


def test_each_paragraph_runs_as_its_words_do(desk: Page) -> None:
    desk.locator("#body").click()
    desk.keyboard.type("English first")
    desk.keyboard.press("Enter")
    desk.keyboard.type("ثم العربية")

    directions = desk.locator("#body p").evaluate_all("(all) => all.map((one) => getComputedStyle(one).direction)")
    assert directions == ["ltr", "rtl"]


def test_the_preview_is_the_readers_page_and_follows_what_is_typed(desk: Page) -> None:
    desk.locator("#body").click()
    desk.keyboard.type("First words")
    desk.keyboard.press("Control+.")
    seen = desk.frame_locator("#preview iframe").locator("article.entry .body")
    expect(seen).to_have_text("First words")
    assert seen.evaluate("(one) => getComputedStyle(one).fontFamily").startswith("ui-serif")

    desk.keyboard.type(" and more")

    expect(desk.locator("#preview iframe")).to_have_count(1)
    expect(desk.frame_locator("#preview iframe").locator("article.entry .body")).to_have_text("First words and more")
    desk.keyboard.press("Control+.")
    expect(desk.locator("#preview")).to_be_hidden()


def test_folded_sources_say_in_one_line_what_they_hold_and_rows_come_and_go(desk: Page) -> None:
    fold = desk.locator("details[data-fold=sources]")
    fold.locator("[name=source_name]").fill("Defence Ministry")
    fold.locator("[name=source_channel]").fill("RIA")
    fold.locator("[name=source_hand]").select_option("second")
    desk.locator("#status").select_option("claimed")
    fold.get_by_role("button", name="+ source").click()
    fold.locator("[name=source_name]").nth(1).fill("Coastguard")
    fold.get_by_role("button", name="Take this source out").nth(1).click()

    fold.locator("summary").click()

    expect(fold.locator("summary")).to_have_text("Sources Defence Ministry via RIA, second-hand · claimed")
    expect(fold.locator("[name=source_name]")).to_have_count(1)
    desk.reload()
    expect(desk.locator("details[data-fold=sources] summary")).to_contain_text("Defence Ministry via RIA")


def test_on_a_phone_every_button_fits_a_thumb(house: House, session: list[dict[str, str]], open_tab: OpenTab) -> None:
    tab = open_tab(f"{house.desk}/login/", width=360, height=740)
    tab.context.add_cookies(session)
    at_composer(tab, f"{house.desk}/stories/storm/")

    boxes = tab.locator(".tools button").evaluate_all("(all) => all.map((one) => one.getBoundingClientRect().toJSON())")
    assert len(boxes) == 9
    assert all(box["height"] >= 44 and box["width"] >= 28 and box["right"] <= 360 for box in boxes)
    assert tab.evaluate("() => document.documentElement.scrollWidth") <= 360


def test_without_script_the_text_area_is_the_composer(
    house: House, session: list[dict[str, str]], open_tab: OpenTab
) -> None:
    key = published(house, build.document(build.paragraph("Before."), FIGURE))
    tab = open_tab(f"{house.desk}/login/", java_script_enabled=False)
    tab.context.add_cookies(session)
    tab.goto(f"{house.desk}/stories/storm/updates/{key}/")

    tab.locator("textarea#body").fill(tab.locator("textarea#body").input_value().replace("Before", "**Later**"))
    tab.locator("input[value=typo]").check()
    tab.get_by_role("button", name="Save the amendment").click()

    expect(tab.locator(".just-sent")).to_contain_text("Sent")
    tab.goto(f"{house.desk}/stories/storm/updates/{key}/")
    given = tab.locator("[name=body_document]").get_attribute("data-document")
    assert document_from(json.loads(given)).content == (*document_from_markdown("**Later**.").content, FIGURE)


def random_document(dice: random.Random) -> Node:
    """Any document that the desk's reader allows, nested as deep as five."""
    whole = [lambda: figure_of(dice), lambda: embed_of(dice)]
    blocks = [dice.choice(whole)() if dice.random() < 0.25 else block_of(dice, 0) for _ in range(dice.randrange(1, 6))]
    return document_from(Node("doc", tuple(blocks)).to_json())


def block_of(dice: random.Random, depth: int) -> Node:
    kind = dice.choice(["paragraph", "paragraph", "bullet_list", "ordered_list", "blockquote"])
    if kind == "paragraph" or depth > 4:
        return Node("paragraph", tuple(inline_of(dice) for _ in range(dice.randrange(5))))
    inside = [
        tuple(block_of(dice, depth + 1) for _ in range(dice.randrange(1, 3))) for _ in range(dice.randrange(1, 4))
    ]
    if kind == "blockquote":
        return Node(kind, inside[0], attributes(cite=words_of(dice)) if dice.random() < 0.5 else ())
    start = attributes(order=dice.randrange(10_000)) if kind == "ordered_list" else ()
    return Node(kind, tuple(Node("list_item", item) for item in inside), start)


def inline_of(dice: random.Random) -> Node:
    if dice.random() < 0.15:
        return Node("hard_break")
    href = dice.choice(["https://example.org/?a=b&c=d", "mailto:a@example.org", "/storm/", "#e-1"])
    assert is_safe_link(href)
    marks = [mark for mark in (Mark("link", href), Mark("strong"), Mark("em")) if dice.random() < 0.3]
    return Node("text", text=words_of(dice), marks=tuple(marks))


def words_of(dice: random.Random) -> str:
    return "".join(dice.choice('abc  é«»"&<>\u00a0\u200d🙂عربى') for _ in range(dice.randrange(1, 12))) + "x"


def figure_of(dice: random.Random) -> Node:
    asset = dice.choice(["", "a" * 32])
    return build.figure(asset=asset, width=800, height=600, alt=words_of(dice), caption=words_of(dice), credit="Ada")


def embed_of(dice: random.Random) -> Node:
    return build.embed(
        dice.choice(EMBED_PROVIDERS),
        author=words_of(dice),
        title=words_of(dice),
        url="https://example.org/",
        text="a\n\nb",
    )
