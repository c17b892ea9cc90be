"""Pasting into the composer: what office programs, mail and the web put on a clipboard becomes clean words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, expect

from stoppress.story.body.document import document_from
from stoppress.story.body.markdown import document_from_markdown
from tests.page.composing import desk, house, paste, session, written

__all__ = ["desk", "house", "session"]

pytestmark = [pytest.mark.browser, pytest.mark.process]

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta name=Generator content="Microsoft Word 15"><style><!-- p.MsoNormal {margin:0cm;} --></style></head>
<body lang=EN-GB><!--StartFragment-->
<h1 style='mso-outline-level:1'><span style='font-size:16pt'>The harbour</span></h1>
<p class=MsoNormal><span lang=EN-US style='font-family:"Calibri",sans-serif;color:red'>The gates
are <b style='mso-bidi-font-weight:normal'>shut</b>, said <i>Olena</i>.<o:p></o:p></span></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;
</span></span></span><![endif]>one<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='text-indent:-18.0pt;mso-list:l0 level2 lfo1'><!--[if !supportLists]--><span
style='mso-list:Ignore'>o<span>&nbsp; </span></span><!--[endif]-->inner</p>
<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><span
style='mso-list:Ignore'>·&nbsp;</span>two</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>4.&nbsp;&nbsp;</span>four</p>
<p class=MsoNormal>Twelve<del cite="mailto:Ed" datetime="2026-01-01">teen</del> ships<span
style='mso-special-character:comment'><a class=msocomanchor style='mso-comment-reference:E_1' href="#_msocom_1">[E1]</a></span>.</p>
<div style='mso-element:comment-list'><p class=MsoCommentText>Not for readers!</p></div>
<!--EndFragment--></body></html>"""

DOCS = """<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1f"><p dir="ltr" style="line-height:1.38">
<span style="font-size:11pt;font-weight:400;font-style:normal">The gates are </span><span style="font-weight:700;">shut</span><span
style="font-weight:400">, said </span><span style="font-weight:400;font-style:italic">Olena</span><span>. </span><a
href="https://www.google.com/url?q=https://example.org/17&amp;sa=D" style="text-decoration:none"><span style="color:#1155cc">Report</span></a></p><br />
<ul style="margin-top:0"><li dir="ltr" style="list-style-type:disc" aria-level="1"><p dir="ltr" role="presentation"><span>one</span></p></li>
<li dir="ltr"><p dir="ltr" role="presentation"><span>two</span></p></li></ul></b>"""

OUTLOOK = """<html><body><table width="100%" cellpadding="0"><tr><td><div class="WordSection1"><p class="MsoNormal">From the
<a href="https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2F17&amp;data=05%7C01">report</a>:</p>
<p class="MsoNormal">&nbsp;</p><blockquote style="margin-left:36pt"><p class="MsoNormal">We stay.</p></blockquote>
<img width="1" height="1" src="https://count.example/pixel.gif"></div></td></tr></table></body></html>"""

SHEET = """<table border=0><colgroup><col width=64><col width=64></colgroup><tr height=20><td class=xl65>Hale</td><td align=right>12</td></tr>
<tr><td>Port&nbsp;Ross</td><td align=right>7</td></tr></table>"""

WEB = """<header hidden>Subscribe</header><article><h2 class="x">Headline</h2><div><div>By <span onclick="steal()">Ada</span></div></div>
<p onmouseover="steal()">Read <a href="javascript:steal()">this</a>, <a href="#note">that</a> and
<a href="https://example.org/a" target=_blank onclick="steal()"><em>those</em></a>.</p><script>steal()</script>
<figure><img src="https://evil.example/x.png" onerror="steal()"><figcaption>The quay</figcaption></figure>
<p style="display:none">Hidden words</p><p>First<br>line</p><p>One<br><br>Two</p><hr><pre>a  b
c</pre><iframe src="https://evil.example/"></iframe><s>Old</s></article>"""

MAIL = """<div dir="ltr">First line.<br><br>Second <b>para</b>.<div><br></div><div>Third.</div></div>"""


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        (
            WORD,
            "**The harbour**\n\nThe gates are **shut**, said *Olena*.\n\n- one\n\n  - inner\n- two\n\n4. four\n\nTwelve ships.",
        ),
        (DOCS, "The gates are **shut**, said *Olena*. [Report](https://example.org/17)\n\n- one\n- two"),
        (OUTLOOK, "From the [report](https://example.org/17):\n\n> We stay."),
        (SHEET, "Hale · 12\\\nPort Ross · 7"),
        (
            WEB,
            "**Headline**\n\nBy Ada\n\nRead this, that and [*those*](https://example.org/a).\n\nThe quay\n\n"
            "First\\\nline\n\nOne\n\nTwo\n\na b\\\nc\n\nOld",
        ),
        (MAIL, "First line.\n\nSecond **para**.\n\nThird."),
        ("<ol start=3><li>c</li><li>d<ul><li>e</li></ul></li></ol>", "3. c\n4. d\n   - e"),
        (
            "<p>a&nbsp; b &nbsp;c&nbsp;d 5&nbsp;km «&nbsp;non&nbsp;» x&shy;y&#8203;z</p>",
            "a b c d 5\u00a0km «\u00a0non\u00a0» xyz",
        ),
        ("<p>One</p><p>\n</p><p>&nbsp;</p><p>Two</p>", "One\n\nTwo"),
        ("<strong><em>Both</em></strong> of them", "***Both*** of them"),
        ("<p>می‌خواهم</p>", "می‌خواهم"),
    ],
)
def test_what_is_pasted_becomes_clean_words(desk: Page, html: str, markdown: str) -> None:
    desk.locator("#body").click()

    assert paste(desk, html=html, text="plain")

    assert written(desk) == document_from_markdown(markdown)


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("One\n\nTwo\nlines\n \n\nThree", "One\n\nTwo\\\nlines\n\nThree"),
        ("<b>no markup</b> & *no marks*", "<b>no markup\\</b> & \\*no marks\\*"),
        ("https://example.org/a", "[https://example.org/a](https://example.org/a)"),
        ("\r\n\r\nCRLF\r\nlines\r\n", "CRLF\\\nlines"),
    ],
)
def test_plain_text_is_taken_as_it_is(desk: Page, text: str, markdown: str) -> None:
    desk.locator("#body").click()

    paste(desk, text=text)

    assert written(desk) == document_from_markdown(markdown)


def test_an_address_pasted_over_words_links_them(desk: Page) -> None:
    desk.locator("#body").click()
    desk.keyboard.type("the report")
    desk.keyboard.press("Shift+Home")

    paste(desk, text="https://example.org/17")

    assert written(desk) == document_from_markdown("[the report](https://example.org/17)")


def test_what_was_left_out_is_said(desk: Page) -> None:
    desk.locator("#body").click()
    paste(desk, html=WEB, text="plain")
    notice = desk.locator(".composer .notice")

    expect(notice).to_contain_text("Pictures left out: 1. Add pictures by upload.")
    expect(notice).to_contain_text("Links left out: 1.")
    expect(notice).to_contain_text("Struck out where it came from: 1.")
    notice.get_by_role("button").click()
    expect(notice).to_be_hidden()


def test_a_mail_s_counting_pixel_is_no_picture(desk: Page) -> None:
    desk.locator("#body").click()
    paste(desk, html=OUTLOOK, text="plain")

    expect(desk.locator(".composer .notice")).to_be_hidden()


def test_nothing_of_an_attack_runs_or_loads_when_it_is_pasted(desk: Page, house, shared: Path) -> None:
    payloads = [pair["payload"] for pair in json.loads((shared / "data" / "xss-pairs.json").read_text())]
    asked: list[Request] = []
    desk.on("request", lambda request: request.url.startswith(house.desk) or asked.append(request))
    desk.evaluate("() => (window.alert = window.steal = (...what) => { throw new Error('it ran: ' + what) })")
    desk.locator("#body").click()

    for payload in [*payloads, WEB]:
        for html in (payload, f'<div data-pm-slice="0 0 []">{payload}</div>'):
            paste(desk, html=html, text="plain")
            stands = desk.locator("#body").evaluate(
                """(words) => [...words.querySelectorAll("*")].filter((one) =>
                  !["P", "UL", "OL", "LI", "BLOCKQUOTE", "DIV", "FOOTER", "INPUT", "BR", "A", "STRONG", "EM", "IMG"].includes(one.tagName)
                  || (one.tagName === "IMG" && one.className !== "ProseMirror-separator")
                  || [...one.attributes].some((it) => it.name.startsWith("on") || /script:/i.test(it.value))
                ).map((one) => one.outerHTML)"""
            )
            assert stands == [], payload
    value = desk.locator("[name=body_document]").input_value()
    assert document_from(json.loads(value))
    assert asked == []


def test_a_pasted_file_is_left_to_the_form(desk: Page) -> None:
    """Pictures go up by a listener on the form."""
    taken = desk.locator("#body").evaluate(
        """(words) => {
          const data = new DataTransfer();
          data.items.add(new File(["x"], "quay.png", { type: "image/png" }));
          data.setData("text/html", '<img src="https://example.org/quay.png">');
          let came = 0;
          words.closest("form").addEventListener("paste", (event) => { came = event.clipboardData.files.length; event.preventDefault(); });
          const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
          words.dispatchEvent(event);
          return came;
        }"""
    )

    assert taken == 1
    expect(desk.locator("#body")).to_have_text("")
