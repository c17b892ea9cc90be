"""One update as readers will see it, for the desk: by the same templates, with the same style."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings

from stoppress.edition.contract import Document
from stoppress.press.assets import assets, own_style_of
from stoppress.press.compose import entry_context, story_context
from stoppress.press.contexts import Html
from stoppress.press.render import Renderer, renderer_of
from stoppress.story.state import EntryState, StoryState


def entry_html(entry: EntryState, story: StoryState) -> str:
    """An update exactly as readers will see it. Escaped, sanitised, safe as it stands."""
    renderer = _preview_renderer()
    return renderer.entry(entry_context(entry, story, renderer.house))


def entry_page(entry: EntryState, story: StoryState, readers_address: str) -> str:
    """A page with one update exactly as readers will see it, for the desk's preview. Safe as it stands.

    Its style comes from the same path as at the readers' address (readers_asset()); its links lead to that address.
    """
    renderer = _preview_renderer()
    # Text can't be hit: in it a quotation mark is written &quot; and < is written &lt;.
    html = (
        entry_html(entry, story).replace('href="/', f'href="{readers_address}/').replace("<a ", '<a target="_blank" ')
    )
    return renderer.preview(Html(html), story_context(story, renderer.house))


def readers_asset(path: str) -> Document | None:
    """The readers' static file of this path, "/static/page-1a2b3c4d.css"; None where they have none."""
    ours = assets(own_style=own_style_of(settings.HOUSE))
    return next((document for document in ours.values() if document.path == path), None)


@lru_cache(maxsize=1)
def _preview_renderer() -> Renderer:
    return renderer_of(settings.HOUSE)
