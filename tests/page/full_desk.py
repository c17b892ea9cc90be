"""A desk with something in every corner, written into a data folder by `python -m tests.page.full_desk`.

Its story "storm" has updates of every kind, drafts in every state, key points in doubt, pictures, people, a trail;
"quiet" has nothing yet, "over" is closed. Ada has every way in there is, Ben none but his name. Printed is what a
test must know to open any page: JSON of keys, links and cookies.
"""

from __future__ import annotations

import hashlib
import json
import os
from datetime import timedelta
from typing import Any, Final

from stoppress.base.clock import now_utc
from stoppress.base.settings import Settings, settings_from
from stoppress.ops.tables import open_tables
from tests.page.full_desk_people import everybody, for_programs, ways_in
from tests.unit.media.drawn import jpeg

STORM: Final = "storm"
NOW: Final = now_utc()
LONG: Final = (
    "The lifeboat left at 14:02 with seven on board; nine are missing, four of them children, said the harbour master, "
    "who has not slept since Tuesday. https://example.org/a/rather/long/address/that/does/not/break/anywhere/by/itself"
)


def build() -> dict[str, Any]:
    """Fill the data folder that the environment names; gives what a test must know of it."""
    house = settings_from(os.environ)
    with open_tables(house):
        people = everybody()
        keys = _stories(house)
        drafts = _drafts(keys)
        more = for_programs(people) | ways_in(people)
        _in_passing(drafts, house)
        return {"keys": keys, "drafts": drafts, **more}


def _stories(house: Settings) -> dict[str, str]:
    """The stories, and the keys of the storm's updates by what is special about each."""
    from stoppress.media.pictures import keep
    from stoppress.project import wiring
    from stoppress.story import commands as c
    from stoppress.story.body.build import bullet_list, document, embed, figure, paragraph, quotation
    from stoppress.story.content import Author, Content, Head, KeyPoint, RelatedLink, Source
    from stoppress.story.words import Amendment, Hand, Kind, Status

    door = wiring.door(house)
    kept = keep(jpeg(900, 600), house.data / "media")
    picture = figure(
        asset=kept.asset,
        width=kept.width,
        height=kept.height,
        alt="Waves over a quay",
        caption="The quay of Norrehavn.",
        credit="Ada Byron",
        owner="Coast Press",
    )
    keys: dict[str, str] = {}
    at = NOW - timedelta(days=1, hours=5)

    def do(command: Any) -> None:
        door.carry_out(command)

    def publish(name: str, slug: str = STORM, **content: Any) -> None:
        nonlocal at
        at += timedelta(minutes=73)
        keys[name] = f"{len(keys):02}" + hashlib.sha256(name.encode()).hexdigest()[:8].translate(
            str.maketrans("ilou", "abcd")
        )
        body = content.pop("body", "")
        words = document(*(paragraph(text) for text in body.split("\n\n"))) if isinstance(body, str) else body
        said = Content(body=words, **content)
        do(c.PublishEntry(slug=slug, actor="ada", key=keys[name], at=min(at, NOW), content=said))

    head = Head(
        headline="Storm surge on the coast: dykes hold at Norrehavn, the islands are cut off",
        zone="Europe/London",
        standfirst="The sea stands two metres above normal. What we know, and what we do not.",
        topic="Weather",
        picture=picture,
        authors=(Author("Ada Byron", "in Norrehavn"), Author("Ben Hall")),
        links=(RelatedLink("How a surge is made", "https://example.org/surge"),),
        source_line="Coast Press, own reporting",
    )
    do(c.OpenStory(slug=STORM, actor="ada", head=head, at=NOW - timedelta(days=1, hours=6)))
    publish("first", headline="The harbour is closed", body="Nobody sails.")
    publish("quote", kind=Kind.QUOTE, body=document(quotation("We will not leave.", cite="Olena, harbour master")))
    publish("picture", headline="Waves break over the quay", body=document(paragraph("As seen at noon."), picture))
    publish(
        "video",
        kind=Kind.VIDEO,
        headline="The quay, filmed from the tower",
        body=document(embed("video", title="The quay at noon", url="https://www.youtube.com/watch?v=aqz-KE-bpKQ")),
    )
    publish(
        "explainer",
        kind=Kind.EXPLAINER,
        headline="What a surge is",
        body=document(paragraph("Three things meet:"), bullet_list(["wind", "tide", "a low"])),
    )
    publish(
        "correspondent",
        kind=Kind.CORRESPONDENT,
        headline="On the dyke",
        body=LONG,
        authors=(Author("Ada Byron", "in Norrehavn"),),
    )
    publish("link", kind=Kind.LINK, headline="The tide tables", body="They are here: https://example.org/tides")
    publish("summary", kind=Kind.SUMMARY, headline="What we know", body="Two metres.\n\nNine are missing.")
    publish(
        "corrected",
        headline="Nine are missing",
        key_event=True,
        body="It left at noon.",
        status=Status.CLAIMED,
        sources=(
            Source("Harbour master", "by telephone", Hand.FIRST),
            Source("RIA", "Telegram", Hand.SECOND, "https://example.org/1"),
        ),
    )
    publish("withdrawn", headline="A dyke has broken", body="At Sandvig.")
    publish(
        "updated",
        headline="The islands are cut off",
        key_event=True,
        body="No ferry since noon.",
        event_time=NOW - timedelta(hours=9),
    )
    publish("arabic", headline="المدّ يبلغ مترين", body="قال رئيس الميناء إن السفينة غادرت عند 14:02.", language="ar")
    publish("pinned", kind=Kind.BREAKING, headline="Leave the lower town now", key_event=True, body=LONG)
    publish("words", body="No headline here, only words.")
    do(
        c.AmendEntry(
            slug=STORM,
            actor="dora",
            key=keys["corrected"],
            amendment=Amendment.CORRECTION,
            note="It said nine; seven are missing.",
            content=Content(headline="Seven are missing", key_event=True, body=document(paragraph("It left at two."))),
        )
    )
    do(
        c.AmendEntry(
            slug=STORM,
            actor="dora",
            key=keys["updated"],
            amendment=Amendment.UPDATE,
            note="With the ferry line's words",
            content=Content(
                headline="The islands are cut off", key_event=True, body=document(paragraph("No ferry before Friday."))
            ),
        )
    )
    points = [
        KeyPoint("Seven people are missing off Norrehavn.", (keys["corrected"],)),
        KeyPoint("A dyke has broken.", (keys["withdrawn"],)),
        KeyPoint("The lower town is to be left."),
        KeyPoint("المدّ يبلغ مترين فوق المعتاد.", (keys["arabic"],)),
    ]
    do(c.SetKeyPoints(slug=STORM, actor="ada", points=tuple(points), at=NOW - timedelta(hours=4)))
    do(
        c.AmendEntry(
            slug=STORM,
            actor="ada",
            key=keys["corrected"],
            amendment=Amendment.CORRECTION,
            note="Off Norrehavn, not Sandvig.",
            content=Content(
                headline="Seven are missing", key_event=True, body=document(paragraph("It left at two, off Norrehavn."))
            ),
        )
    )
    do(
        c.WithdrawEntry(
            slug=STORM, actor="ada", key=keys["withdrawn"], reason="It was a wall of the school, not a dyke."
        )
    )
    do(c.PinEntry(slug=STORM, actor="ada", key=keys["pinned"]))
    do(c.OpenStory(slug="quiet", actor="ada", head=Head(headline="Budget night", zone="Europe/Berlin")))
    do(
        c.OpenStory(
            slug="sayl",
            actor="ada",
            head=Head(
                headline="فيضانات الساحل: السدود صامدة والجزر معزولة", language="ar", zone="Asia/Amman", topic="طقس"
            ),
        )
    )
    publish(
        "sayl",
        slug="sayl",
        headline="سبعة مفقودون قبالة الساحل",
        body="قال رئيس الميناء إن السفينة غادرت عند 14:02 وعلى متنها سبعة.",
        key_event=True,
        sources=(Source("رئيس الميناء", "هاتفياً", Hand.FIRST),),
    )
    do(c.PauseStory(slug="sayl", actor="ada"))
    do(c.OpenStory(slug="over", actor="ada", head=Head(headline="The vote on the harbour", zone="UTC")))
    publish("over", slug="over", headline="It is through", body="By one vote.", key_event=True)
    do(c.CloseStory(slug="over", actor="ada", note="The harbour will be built. Thank you for reading."))
    return keys


def _drafts(keys: dict[str, str]) -> dict[str, str]:
    """A draft in each state, by its state."""
    from stoppress.desk.drafting import deeds, presence
    from stoppress.desk.drafting.rules import Act, Asked, Person
    from stoppress.desk.drafting.saving import Typing
    from stoppress.desk.roles import Action

    ben = Person("ben", frozenset({Action.DRAFT, Action.SUBMIT}))
    ada = Person("ada", frozenset(Action))

    def typed(name: str, headline: str, by: Person, *asked: Asked, **more: Any) -> str:
        draft = f"draft{len(made):05}"
        made[name] = draft
        fields = {
            "key": [more.get("entry_key", f"unborn{len(made):04}")],
            "command_id": [f"typed{draft}"],
            "headline": [headline],
            "body_document": [_document("The words, as far as they go.")],
        }
        fields |= more.pop("fields", {})
        typing = Typing(
            **{"slug": STORM, "draft_id": draft, "entry_key": f"unborn{len(made):04}", "fields": fields, **more}
        )
        deeds.save_and(typing, list(asked), by)
        return draft

    made: dict[str, str] = {}
    typed("draft", "Still being written", ada)
    typed("submitted", "Ferries go again on Friday, says the line", ben, Asked(act=Act.SUBMIT))
    typed("returned", "Who pays for the dyke", ben, Asked(act=Act.SUBMIT))
    deeds.do(STORM, made["returned"], Asked(act=Act.RETURN, note="Two sources, please, and the year."), ada)
    typed("scheduled", "The evening at a glance", ada, Asked(act=Act.SCHEDULE, at=NOW + timedelta(hours=7)))
    typed("embargo", "The report on the dyke", ada, Asked(act=Act.EMBARGO, at=NOW + timedelta(hours=20)))
    typed("discarded", "What nobody needs", ada, Asked(act=Act.DISCARD))
    change = {"amendment": ["update"], "note": ["With the name of the ship"], "based_on": ["1"], "parts_of": ["1"]}
    typed(
        "change",
        "The harbour stays closed",
        ben,
        Asked(act=Act.SUBMIT),
        entry_key=keys["first"],
        amends=True,
        based_on=1,
        fields=change,
    )
    later = NOW + timedelta(minutes=10)  # nobody leaves while the test looks
    presence.sign_of_life(STORM, "dora", "pageofdora", later, draft_id=made["draft"])
    presence.sign_of_life(STORM, "emil", "pageofemil", later)
    return made


def _document(text: str) -> str:
    """A text as the composer posts it."""
    return json.dumps({"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text", "text": text}]}]})


def _in_passing(drafts: dict[str, str], house: Settings) -> None:
    """What happens beside the work: a trail with refusals, readers counted over the evening."""
    from stoppress.desk.trail import Act, write_down
    from stoppress.project import wiring

    write_down(
        Act(
            act="publish",
            who="ada",
            action="publish",
            story=STORM,
            key="k",
            words="The harbour is closed",
            number=2,
            address="3f9c0d11aa42",
        )
    )
    write_down(Act(act="login", who="mallory", done=False, code="login-wrong", address="3f9c0d11aa42"))
    write_down(
        Act(
            act="withdraw",
            who="ben",
            action="withdraw",
            story=STORM,
            done=False,
            code="not-allowed",
            words="A dyke has broken",
        )
    )
    audience = wiring.audience(house)
    minute = int(NOW.timestamp() // 60)
    for ago in range(300):
        audience.tell("full-desk", minute - ago, {STORM: 40 + (ago * 37) % 23 + max(0, 120 - ago)})


if __name__ == "__main__":
    print(json.dumps(build()))
