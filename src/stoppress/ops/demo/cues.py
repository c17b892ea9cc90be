"""One act of a script → one command to the story. Pure: times, pictures and what stands are given."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from stoppress.base.errors import Fault
from stoppress.media.pictures import KeptPicture
from stoppress.ops.demo import script
from stoppress.ops.demo.clocks import Teller
from stoppress.story import commands as c
from stoppress.story.body.build import document, embed, figure
from stoppress.story.body.document import Node
from stoppress.story.body.markdown import document_from_markdown
from stoppress.story.content import Content, Head, KeyPoint

ACTOR: Final = "demo"
"""Who does it, in the log: a program, not a user."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What an act finds when its turn comes."""

    story: script.DemoStory
    teller: Teller
    at: datetime | None
    """The command's time: past for what is already told, None for now."""
    command_id: str
    kept: Callable[[str], KeptPicture]
    """Gives the stored picture of a drawing, by the drawing's name."""
    content_of: Callable[[str], Content]
    """Gives the words of an earlier update as they stand, by the update's name."""
    head: Callable[[], Head]
    """Gives the words above the updates as they stand."""


def entry_key(slug: str, name: str) -> str:
    """The key of an update of a script: the same at every performance, ten characters."""
    return hashlib.sha256(f"{slug}/{name}".encode()).hexdigest()[:10]


def opening(stage: Stage) -> c.Command:
    """The command that begins the story."""
    story, teller = stage.story, stage.teller
    head = Head(
        headline=teller.filled(story.headline),
        standfirst=teller.filled(story.standfirst),
        authors=story.authors,
        language=story.language,
        zone=story.zone,
        picture=_figure(story.picture, stage) if story.picture else None,
    )
    return _cued(c.OpenStory(slug=story.slug, actor=ACTOR, head=head), stage)


def command(act: script.Act, stage: Stage) -> c.Command:
    """The command that an act asks for.

    Raises   Refusal where its Markdown is none that an update may have.
    """
    return _cued(_about_entry(act, stage) or _about_story(act, stage), stage)


def _cued(plain: c.Command, stage: Stage) -> c.Command:
    return replace(plain, command_id=stage.command_id, at=stage.at)


def _about_entry(act: script.Act, stage: Stage) -> c.Command | None:
    slug, filled = stage.story.slug, stage.teller.filled
    key = entry_key(slug, getattr(act, "name", getattr(act, "entry", "")))
    match act:
        case script.Publish():
            return c.PublishEntry(slug=slug, actor=ACTOR, key=key, content=new_content(act, stage))
        case script.Amend(amended_as=amended_as, note=note):
            content = amended_content(act, stage)
            return c.AmendEntry(
                slug=slug, actor=ACTOR, key=key, content=content, amendment=amended_as, note=filled(note)
            )
        case script.Withdraw(reason=reason):
            return c.WithdrawEntry(slug=slug, actor=ACTOR, key=key, reason=filled(reason))
        case script.Pin():
            return c.PinEntry(slug=slug, actor=ACTOR, key=key)
        case script.Unpin():
            return c.UnpinEntry(slug=slug, actor=ACTOR, key=key)
    return None


def _about_story(act: script.Act, stage: Stage) -> c.Command:
    slug, filled = stage.story.slug, stage.teller.filled
    match act:
        case script.SetKeyPoints(points=points):
            return c.SetKeyPoints(slug=slug, actor=ACTOR, points=tuple(_point(point, stage) for point in points))
        case script.EditStory():
            return c.EditStory(slug=slug, actor=ACTOR, head=_edited_head(act, stage))
        case script.Pause():
            return c.PauseStory(slug=slug, actor=ACTOR)
        case script.Reopen():
            return c.ReopenStory(slug=slug, actor=ACTOR)
        case script.Close(note=note):
            return c.CloseStory(slug=slug, actor=ACTOR, note=filled(note))
    raise Fault(f"no command for {type(act).__name__}")


def new_content(act: script.Publish, stage: Stage) -> Content:
    """The words of a new update, its pictures below the first paragraph, the quoted post at the end."""
    figures = [_figure(picture, stage) for picture in act.pictures]
    quoted = [_embed(act.quoted, stage)] if act.quoted else []
    return Content(
        kind=act.kind,
        headline=stage.teller.filled(act.headline),
        body=_body(act.body, figures, quoted, stage),
        key_event=act.key_event,
        authors=act.authors,
        sources=act.sources,
        status=act.status,
        event_time=None if act.happened_min is None else stage.teller.before(act.happened_min),
    )


def amended_content(act: script.Amend, stage: Stage) -> Content:
    """The words of an update after an amendment: what the act gives, the rest as it stands, pictures kept."""
    before = stage.content_of(act.entry)
    figures = [node for node in before.body.content if node.kind == "figure"]
    quoted = [node for node in before.body.content if node.kind == "embed"]
    return replace(
        before,
        headline=before.headline if act.headline is None else stage.teller.filled(act.headline),
        body=before.body if act.body is None else _body(act.body, figures, quoted, stage),
        status=act.status or before.status,
        sources=before.sources if act.sources is None else act.sources,
    )


def _body(markdown: str, figures: list[Node], quoted: list[Node], stage: Stage) -> Node:
    blocks = document_from_markdown(stage.teller.filled(markdown)).content
    return document(*blocks[:1], *figures, *blocks[1:], *quoted)


def _figure(picture: script.Picture, stage: Stage) -> Node:
    kept = stage.kept(picture.name)
    return figure(
        asset=kept.asset,
        width=kept.width,
        height=kept.height,
        alt=picture.alt,
        caption=stage.teller.filled(picture.caption),
        credit=picture.credit,
    )


def _embed(quoted: script.Quoted, stage: Stage) -> Node:
    posted = stage.teller.before(quoted.posted_min)
    return embed(
        "post",
        author=quoted.author,
        handle=quoted.handle,
        date=f"{posted:%Y-%m-%d %H:%M %Z}",
        text=stage.teller.filled(quoted.text),
    )


def _point(point: script.Point, stage: Stage) -> KeyPoint:
    slug = stage.story.slug
    return KeyPoint(stage.teller.filled(point.text), tuple(entry_key(slug, name) for name in point.cites))


def _edited_head(act: script.EditStory, stage: Stage) -> Head:
    head = stage.head()
    return replace(
        head,
        headline=head.headline if act.headline is None else stage.teller.filled(act.headline),
        standfirst=head.standfirst if act.standfirst is None else stage.teller.filled(act.standfirst),
    )
