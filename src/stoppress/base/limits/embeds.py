"""Embeds, and who is told that something new was printed."""

from __future__ import annotations

from typing import Final

EMBED_WIDTH_PX: Final = 680
"""Pixels: width of an embed that oEmbed proposes. An update reads well at it, and it fits most columns of text."""

EMBED_HEIGHT_PX: Final = 720
"""Pixels: height of an embed that oEmbed proposes: the head and two updates; the rest is scrolled inside."""

EMBED_CACHE_S: Final = 3_600
"""Seconds for which a site may keep an oEmbed answer: nothing in it changes but the title."""

OEMBED_QUERY_BYTES_MAX: Final = 4_096
"""Bytes of an oEmbed question that are read. An encoded address of ours is shorter than 1,000."""

SCRIPT_KEPT_S: Final = 300
"""Seconds for which caches keep what stands at a lasting address and is loaded by other sites' pages: the script of
<stop-press>, the schema. A new version is everywhere after five minutes."""

SCRIPT_STALE_S: Final = 86_400
"""Seconds for which such a copy may still be used while a new one is fetched."""

HUB_DELAY_S: Final = 1.5
"""Seconds between a print and the word to the hub: longer than caches may answer with the feed as it was."""

HUB_TIMEOUT_S: Final = 10.0
"""Seconds for which a hub may be silent before the try counts as failed."""

HUB_TRIES: Final = 4
"""Times that a hub is told of one print. After that the next print tells it."""

HUB_RETRY_S: Final = 5.0
"""Seconds before the second try; four times as long before each further one: 5, 20, 80."""

HUB_TOPICS_MAX: Final = 300
"""Feeds in the queue for the hub: of 100 stories. When more change at once, feed readers find the others by asking."""

HUB_ANSWER_BYTES_MAX: Final = 16_384
"""Bytes of a hub's answer that are read: it may say in words why it refused."""

NEWS_MAP_HOURS: Final = 48
"""Hours for which a new story stands in the news site map: what its protocol asks for."""

NEWS_MAP_STORIES_MAX: Final = 1_000
"""Stories in the news site map: what its protocol allows."""

NEWS_MAP_INTERVAL_S: Final = 900.0
"""Seconds after which the news site map is printed anew although nothing has happened: stories get too old for it."""
