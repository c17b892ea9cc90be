"""Films elsewhere: linked to, and loaded only from hosts that the newsroom names, when a reader asks."""

from __future__ import annotations

import pytest

from stoppress.story.body.build import document
from stoppress.story.body.document import Node, attributes
from stoppress.story.body.html import Labels, body_html
from stoppress.story.body.players import player_address

YOUTUBE, VIMEO = "www.youtube-nocookie.com", "player.vimeo.com"


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://www.youtube.com/watch?v=abcdefghijk", f"https://{YOUTUBE}/embed/abcdefghijk?autoplay=1"),
        ("https://m.youtube.com/watch?t=9&v=abcdefghijk", f"https://{YOUTUBE}/embed/abcdefghijk?autoplay=1"),
        ("https://youtu.be/abcdefghijk?t=9", f"https://{YOUTUBE}/embed/abcdefghijk?autoplay=1"),
        ("https://vimeo.com/123456789", f"https://{VIMEO}/video/123456789?autoplay=1&dnt=1"),
        ("https://tube.example/videos/embed/7", "https://tube.example/videos/embed/7"),
        ("http://tube.example/videos/embed/7", ""),
        ("https://elsewhere.example/film", ""),
        ("https://youtube.com.evil.example/watch?v=abcdefghijk", ""),
        ("https://evil.example/https://youtu.be/abcdefghijk", ""),
        ("", ""),
    ],
)
def test_a_film_is_played_only_on_hosts_that_are_allowed(url: str, address: str) -> None:
    assert player_address(url, {YOUTUBE, VIMEO, "tube.example"}) == address
    assert player_address(url, frozenset()) == ""


def test_a_film_keeps_its_words_and_its_link_and_names_who_will_be_asked() -> None:
    film = Node("embed", attributes=attributes(provider="video", title="The surge", url="https://vimeo.com/123456789"))

    plain = body_html(document(film))
    playable = body_html(document(film), Labels(players=frozenset({VIMEO})))

    assert "data-player" not in plain
    assert "The surge" in plain
    assert 'data-player="https://player.vimeo.com/video/123456789?autoplay=1&amp;dnt=1"' in playable
    assert "Play. It is loaded from player.vimeo.com." in playable
    assert "iframe" not in playable
