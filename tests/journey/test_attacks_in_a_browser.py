"""Other people's payloads, published through the desk, looked at with a real browser: nothing of them runs anywhere.

The browser is told to ignore our Content-Security-Policy, so that only our own escaping stands between them and the page.
"""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.house import csrf_token, serving

pytestmark = [pytest.mark.browser, pytest.mark.process, pytest.mark.timeout(240)]


def test_no_payload_runs_on_page_desk_or_feed(browser: Browser, shared: Path, tmp_path: Path) -> None:
    payloads = [pair["payload"] for pair in json.loads((shared / "data" / "xss-pairs.json").read_text())]
    together = [payloads[start : start + 10] for start in range(0, len(payloads), 10)]

    with serving(tmp_path / "house") as (house, _):
        house.run("open", "storm", "--headline", "A storm nears the coast")
        with closing(house.logged_in()) as client:
            token = csrf_token(client.get("/stories/storm/").text)
            for some in together:
                answer = client.post(
                    "/stories/storm/updates/",
                    data={
                        "csrfmiddlewaretoken": token,
                        "headline": some[0][:290],
                        "body": "\n\n".join(some),
                        "author_name": some[-1][:190],
                        "source_name": some[-1][:190],
                    },
                    headers={"Accept": "application/json", "Referer": house.desk},
                )
                assert answer.status_code == 200, answer.text
            cookies = [{"name": name, "value": value, "url": house.desk} for name, value in client.cookies.items()]

        context = browser.new_context(bypass_csp=True)
        context.add_cookies(cookies)
        ran: list[str] = []
        tab = context.new_page()
        tab.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
        tab.on("pageerror", lambda error: ran.append(str(error)))
        seen = 0
        for address in (
            f"{house.readers}/storm/",
            f"{house.readers}/storm/oldest/",
            f"{house.desk}/stories/storm/",
            f"{house.readers}/storm/feed.atom",
            f"{house.readers}/storm/feed.rss",
            f"{house.readers}/storm/story.json",
        ):
            try:
                tab.goto(address)
            except Exception as error:  # noqa: BLE001  a feed may be a download to this browser: then it shows nothing
                assert "Download is starting" in str(error)
                continue
            tab.wait_for_timeout(300)
            for element in tab.locator("article a, li.update a").all()[:40]:
                element.hover(force=True, timeout=2000)
            seen += 1
        context.close()

    assert ran == []
    assert seen >= 4
