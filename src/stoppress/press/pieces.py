"""The pieces of a story as they go to the shelf, under the names of edition/forms.py. Pure but for the templates."""

from __future__ import annotations

from collections.abc import Iterator

from stoppress.edition import forms
from stoppress.edition.contract import Piece
from stoppress.press import feeds, public_json, structured
from stoppress.press.contexts import EntryContext, HeadContext, Html, ShellContext, StoryContext
from stoppress.press.render import Renderer

MADE_WITH = "made-with"
"""Slot of the fingerprint of templates, words and settings with which the pieces were made."""


def entry_pieces(entry: EntryContext, html: str, story: StoryContext, renderer: Renderer) -> Iterator[Piece]:
    """One update in all forms. What is withdrawn keeps its place on pages, in story.json and in Atom."""
    slot, stands = forms.entry_slot(entry.key), entry.withdrawal is None

    def piece(form: str, text: str, *, listed: bool = True) -> Piece:
        return Piece(slot, form, text.encode(), entry.rank, listed)

    yield piece(forms.HTML, html)
    yield piece(forms.JSON, public_json.entry_json(entry))
    yield piece(forms.ATOM, feeds.atom_item(entry, story))
    yield piece(forms.RSS, feeds.rss_item(entry), listed=stands)
    yield piece(forms.JSON_FEED, feeds.json_item(entry), listed=stands)
    yield piece(forms.LINKED_DATA, structured.linked_entry(entry), listed=stands)
    yield piece(forms.META, renderer.meta(entry, story))


def head_piece(html: str) -> Piece:
    """The story's head."""
    return _piece(forms.HEAD, forms.HTML, html)


def dated_pieces(head: HeadContext, renderer: Renderer) -> Iterator[Piece]:
    """What says when the last change was: printed at each change, the same work in every story.

    head     may lack supports: links of key points don't stand here.
    """
    story, house = head.story, renderer.house
    yield _piece(forms.UPDATED, forms.HTML, renderer.updated(story))
    yield _shell(forms.SHELL_STORY, "story", story, renderer, structured.live_blog_shell(story, house))
    atom, rss, json_feed = feeds.story_feeds(story, house)
    yield _piece(forms.SHELL_FEED, forms.ATOM, atom)
    yield _piece(forms.SHELL_FEED, forms.RSS, rss)
    yield _piece(forms.SHELL_FEED, forms.JSON_FEED, json_feed)
    yield _piece(forms.SHELL_JSON, forms.JSON, public_json.story_json_shell(head))


def shell_pieces(story: StoryContext, renderer: Renderer) -> Iterator[Piece]:
    """The pages around updates that change with headline, state or language only."""
    yield _shell(forms.SHELL_BEFORE, "before", story, renderer, Html(""))
    yield _shell(forms.SHELL_OLDEST, "oldest", story, renderer, Html(""))
    yield _shell(forms.SHELL_ENTRY, "entry", story, renderer, structured.entry_shell())
    yield _shell(forms.SHELL_EMBED, "embed", story, renderer, Html(""))
    yield _shell(forms.SHELL_EMBED_ENTRY, "embed_entry", story, renderer, Html(""))
    yield _piece(forms.MORE_OLDER, forms.HTML, renderer.more("older", story))
    yield _piece(forms.MORE_NEWER, forms.HTML, renderer.more("newer", story))


def made_with(fingerprint: str) -> Piece:
    """Says with what the pieces were made, so that a new version prints them anew."""
    return _piece(MADE_WITH, forms.JSON, fingerprint)


def _shell(slot: str, page: str, story: StoryContext, renderer: Renderer, linked: Html) -> Piece:
    shell = ShellContext(page=page, house=renderer.house, story=story, structured=linked)
    return _piece(slot, forms.HTML, renderer.shell(shell))


def _piece(slot: str, form: str, text: str) -> Piece:
    return Piece(slot, form, text.encode())
