"""Sample stories, invented: a storm in English, a flood in Arabic, and plain numbered updates."""

from __future__ import annotations

from datetime import timedelta

from stoppress.story import facts as f
from stoppress.story.body.build import document, embed, figure, paragraph, quotation
from stoppress.story.content import Author, Head, KeyPoint, Source
from stoppress.story.words import Hand, Kind, Status
from tests.page.newsroom import Newsroom

ASSET = "0123456789abcdef0123456789abcdef"


def numbered(updates: int, slug: str = "storm", zone: str = "UTC") -> Newsroom:
    """A story with so many short updates: "Update 1" … of several lines each."""
    room = Newsroom(Head(headline="Storm Halvard", standfirst="A test story.", zone=zone), slug)
    for i in range(1, updates + 1):
        room.publish(
            f"Update {i}", f"First paragraph of update {i}.\n\nSecond paragraph of update {i}, a little longer."
        )
    return room


def storm() -> Newsroom:
    """All kinds of updates and changes, in English, in the zone of Helsinki."""
    room = Newsroom(
        Head(
            headline="Storm Halvard reaches the Marran coast: 14,000 leave their homes",
            standfirst="The strongest storm in thirty years has come ashore south of Port Saule. The surge has passed "
            "its first peak; a second is expected with the evening tide.",
            topic="Weather",
            authors=(Author("Ilse Torvald", "in Port Saule"), Author("Marek Dunlin"), Author("Aino Reval")),
            zone="Europe/Helsinki",
            picture=figure(
                asset=ASSET,
                width=1600,
                height=900,
                alt="Waves break over the harbour wall; the light at its end is on.",
                caption="The harbour wall at Port Saule shortly after the first high water.",
                credit="Picture: Marek Dunlin / Marran Post",
            ),
        )
    )
    calm = room.publish(
        "Ferries stay in harbour",
        "The last ferry from Port Saule to the Outer Rans left at 06.10. Passengers with tickets for today may travel "
        "on any day until Sunday.",
        kind=Kind.REPORT,
        sources=(Source("Rans Line", "e-mail to customers", Hand.FIRST),),
        status=Status.CONFIRMED,
        minutes=31,
    )
    room.publish(
        "What a storm surge is, and why the tide decides",
        "Wind pushes water towards the coast, and low pressure lets it rise: about a centimetre for each hectopascal. "
        "The gauge at Saule Mole reads three things at once:\n\n- the tide, which is known for years ahead\n"
        "- the surge, which forecasters know for about two days\n- the waves on top, which nobody knows\n\n"
        "Only when the first two **meet** does it become dangerous. [How the gauge works](https://example.org/gauge)",
        kind=Kind.EXPLAINER,
        authors=(Author("Aino Reval", "science desk"),),
        minutes=44,
    )
    video = room.publish("The swell at Cape Lind, seen from the lighthouse", kind=Kind.VIDEO, minutes=22)
    quote = room.publish(
        "",
        kind=Kind.QUOTE,
        authors=(Author("Ilse Torvald", "in Port Saule"),),
        minutes=17,
    )
    room.amend(
        quote,
        "typo",
        body=document(
            quotation(
                "I have rung every doorbell in Net Street twice. Three people did not want to go, and then I told them "
                "that my mother was already on the bus.",
                cite="Signe Ahlqvist, harbour master",
            )
        ),
    )
    dyke = room.publish(
        "Dyke at Lower Marsh has given way, district says",
        "A stretch of about 40 metres is open on the seaward side. The pumping station behind it is still running.",
        kind=Kind.BREAKING,
        key_event=True,
        sources=(Source("Saule district", "Telegram", Hand.SECOND, "https://example.org/saule"),),
        status=Status.CLAIMED,
        minutes=35,
    )
    toll = room.publish(
        "Fourteen thousand people are asked to leave",
        "The evacuation covers Lower Marsh, Net Street and the islands of Great and Little Ran. Buses leave from the "
        "fish market every ten minutes; **there is no need to book**.\n\nSchools in Upper Saule take in everyone who "
        "has nowhere to go. Pets are welcome in two of them.",
        kind=Kind.REPORT,
        key_event=True,
        authors=(Author("Ilse Torvald", "in Port Saule"), Author("Marek Dunlin")),
        sources=(Source("Civil Protection", "press conference", Hand.FIRST),),
        status=Status.CONFIRMED,
        minutes=26,
    )
    room.publish(
        "",
        kind=Kind.LINK,
        minutes=13,
    )
    room.amend(
        f"update{room.number - 1:04d}",
        "typo",
        body=document(
            paragraph("The weather service has published its forecast for the evening tide:"),
            embed(
                "mastodon",
                author="Marran Weather",
                handle="@weather@marran.example",
                date="22 November",
                text="Second peak at Saule Mole 18.40 to 19.20, 60 to 80 cm lower than the first. The wind turns to "
                "the north-west.\n\nThis is good news, but not yet the all-clear.",
                url="https://example.org/@weather/1",
            ),
        ),
    )
    withdrawn = room.publish(
        "Two fishing boats are missing off Cape Lind", "The coastguard looks for two boats.", minutes=12
    )
    room.correct(
        toll,
        "An earlier version said that 40,000 people were asked to leave. It is 14,000; we misread the "
        "district’s figure.",
        minutes=9,
    )
    room.withdraw(withdrawn, "The boats had reached Port Lind an hour before. We should have rung the harbour first.")
    room.publish(
        "First peak has passed: 3.41 metres at Saule Mole",
        "The water has been falling since 12.20. It is the third highest level since 1902, and 30 centimetres below "
        "the top of the new wall.",
        key_event=True,
        status=Status.CONFIRMED,
        sources=(Source("Hydrographic Office", "gauge Saule Mole", Hand.FIRST),),
        event_time=room.now + timedelta(minutes=3),
        minutes=21,
    )
    room.publish("Power is back in Upper Saule", "About 9,000 households had been without it since 10.50.", minutes=14)
    room.amend(f"update{room.number - 1:04d}", "update", "Added the number of households.", minutes=6)
    landfall = room.publish(
        "Halvard makes landfall ten kilometres south of Port Saule",
        "The centre crossed the coast near Ester Point. Gusts reached 151 km/h at the lighthouse, says the weather "
        "service; in the city they stayed below 120.\n\nThe wind will now turn to the north-west within an hour, and "
        "push water out of the bay instead of into it.",
        kind=Kind.BREAKING,
        key_event=True,
        authors=(Author("Marek Dunlin"),),
        sources=(
            Source("Marran Weather Service", "bulletin 31", Hand.FIRST, "https://example.org/31"),
            Source("our reporter at Ester Point", "", Hand.FIRST),
        ),
        status=Status.CONFIRMED,
        minutes=19,
    )
    room.tell(
        f.KeyPointsSet(
            points=(
                KeyPoint(
                    "Halvard came ashore ten kilometres south of Port Saule with gusts of up to 151 km/h.", (landfall,)
                ),
                KeyPoint(
                    "14,000 people have been asked to leave; the dyke at Lower Marsh is open on 40 metres.",
                    (toll, dyke),
                ),
                KeyPoint("Ferries to the Outer Rans do not sail today.", (calm,)),
            )
        ),
        minutes=2,
    )
    room.tell(f.EntryPinned(key=video), minutes=1)
    return room


def flood_ar() -> Newsroom:
    """A story in Arabic, right to left, closed."""
    room = Newsroom(
        Head(
            headline="فيضان نهر الزهراء يغمر أحياء في مدينة النخيل",
            standfirst="ارتفع منسوب النهر ثلاثة أمتار في ليلة واحدة. "
            "فتحت المدارس أبوابها لمن غادروا بيوتهم، ولا أنباء عن ضحايا.",
            topic="طقس",
            authors=(Author("ليلى الحسن", "مراسلة، النخيل"), Author("Omar Haddad")),
            language="ar",
            zone="Asia/Amman",
        ),
        slug="flood",
    )
    first = room.publish(
        "النهر يتجاوز علامة الخطر",
        "بلغ المنسوب عند الجسر القديم 7.4 متر عند الساعة 06:30، بحسب مصلحة المياه.",
        sources=(Source("مصلحة المياه", "بيان", Hand.FIRST),),
        status=Status.CONFIRMED,
        minutes=20,
    )
    room.publish(
        "إخلاء حي البستان",
        "طلبت البلدية من نحو 2,300 شخص مغادرة بيوتهم:\n\n"
        "- الحافلات أمام السوق\n- المدارس الثلاث مفتوحة\n- رقم الطوارئ 112",
        kind=Kind.BREAKING,
        key_event=True,
        authors=(Author("ليلى الحسن"),),
        status=Status.CLAIMED,
        sources=(Source("بلدية النخيل", "Telegram", Hand.SECOND),),
        minutes=35,
    )
    room.correct(
        f"update{room.number - 1:04d}",
        "قلنا في نسخة سابقة إن عدد من طُلب منهم المغادرة 3,200. الصحيح 2,300.",
        minutes=12,
    )
    quote = room.publish("", kind=Kind.QUOTE, minutes=17)
    room.amend(
        quote,
        "typo",
        body=document(quotation("حملت أمي والمفاتيح فقط. الباقي يُعوَّض.", cite="سامي، من سكان حي البستان")),
    )
    room.publish(
        "The river gauge, explained",
        "The figure counts from a mark cut into the old bridge in 1931, not from the river bed.",
        kind=Kind.EXPLAINER,
        language="en",
        minutes=25,
    )
    gone = room.publish("انهيار الجسر القديم", "أنباء عن انهيار الجسر.", minutes=10)
    room.withdraw(gone, "الجسر قائم. الصورة المتداولة قديمة.")
    room.publish(
        "المنسوب يتراجع",
        "انخفض المنسوب 40 سنتيمترًا منذ الظهر، وتقول مصلحة المياه إن الذروة مرّت.",
        key_event=True,
        minutes=60,
    )
    room.tell(
        f.KeyPointsSet(
            points=(
                KeyPoint("مرّت الذروة والمنسوب يتراجع.", (f"update{room.number - 1:04d}",)),
                KeyPoint("تجاوز النهر علامة الخطر صباح اليوم.", (first,)),
            )
        )
    )
    room.tell(f.StoryClosed(note="انتهت تغطيتنا المباشرة. شكرًا لمتابعتكم."), minutes=90)
    return room
