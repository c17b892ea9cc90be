"""What the doctor looks at. Each look gives a remark: a code, what was found, and what to do about it."""

from __future__ import annotations

import os
import resource
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import urlsplit

from stoppress.base.clock import now_utc
from stoppress.base.errors import Fault, Refusal
from stoppress.base.limits.log import CLOCK_SKEW_MAX_S
from stoppress.base.limits.ops import DISK_FREE_BYTES_LOW, DISK_FREE_BYTES_MIN, OPEN_FILES_SPARE
from stoppress.base.limits.pages import CHANGES_PER_READ_MAX
from stoppress.base.settings import Settings
from stoppress.ops.desk_file import DESK_FILE, damage, table_changes
from stoppress.ops.folder import OWNED, is_held, not_ours
from stoppress.ops.ports import free_port
from stoppress.ops.tables import RESTORED_MARK, known_table_changes
from stoppress.project import wiring

Level = Literal["well", "look", "act"]


@dataclass(frozen=True, slots=True)
class Remark:
    """What one look found. look: not as it should be; act: something does not work, or will not."""

    code: str
    level: Level
    finding: str
    remedy: str = ""


def look_at(house: Settings) -> Iterator[Remark]:
    """Look at everything, one remark after the other. Changes nothing, but an empty house gets its empty shelf."""
    for look in _AT_THE_MACHINE:
        yield from look(house)
    if not house.data.exists():
        yield Remark("data-folder", "look", f"There is no data folder {house.data} yet.", "stoppress serve makes it.")
        return
    if not os.access(house.data, os.W_OK | os.X_OK):
        yield Remark("data-folder", "act", f"{house.data} can't be written.", "Give it to the user who runs us.")
        return
    for look in _AT_THE_FOLDER:
        yield from look(house)
    if not (house.data / DESK_FILE).exists():
        yield from _without_log(house)
    else:
        if strange := not_ours(house.data):
            yield Remark("desk-whole", "act", f"{strange} can't be read and written by us.", OWNED)
            return
        if found := damage(house.data / DESK_FILE):
            if "disk" in found or "unable to open" in found:
                remedy = "Make room and look at the disk first; this alone is no damage."
                yield Remark("desk-whole", "act", f"desk.db can't be read: {found}.", remedy)
                return
            yield Remark("desk-whole", "act", f"desk.db is damaged: {found}", "Stop, keep a copy, restore a backup.")
            return
        yield Remark("desk-whole", "well", "desk.db is whole.")
        yield from _tables(house)


def _without_log(house: Settings) -> Iterator[Remark]:
    """No desk.db: a house that is new, or one that has lost what is precious."""
    shelf = wiring.edition(house)
    try:
        printed = [story.slug for story in shelf.stories()]
    finally:
        shelf.close()
    if printed:
        finding = f"There is no desk.db, yet stories were printed from it: {', '.join(printed[:3])}."
        yield Remark("desk-whole", "act", finding, "Don't start; restore a backup. A start begins an empty house.")
    else:
        yield Remark("desk-whole", "look", "There is no desk.db yet.", "stoppress serve makes it.")


def _python(house: Settings) -> Iterator[Remark]:
    del house
    version = ".".join(map(str, sys.version_info[:3]))
    well = sys.version_info >= (3, 11)
    yield Remark("python", "well" if well else "act", f"Python {version}.", "" if well else "Install 3.11 or newer.")


def _open_files(house: Settings) -> Iterator[Remark]:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    possible = hard if hard != resource.RLIM_INFINITY else sys.maxsize
    needed = house.readers_max + OPEN_FILES_SPARE
    finding = f"A process may open {possible if possible < sys.maxsize else 'any number of'} files (now {soft})"
    if possible >= needed:
        yield Remark("open-files", "well", f"{finding}; {needed} are needed for {house.readers_max} readers.")
        return
    yield Remark(
        "open-files",
        "look",
        f"{finding}; {needed} are needed for {house.readers_max} readers.",
        f"Set LimitNOFILE={needed} in the service, or STOPPRESS_READERS_MAX to {max(possible - OPEN_FILES_SPARE, 0)}.",
    )


def _addresses(house: Settings) -> Iterator[Remark]:
    readers, desk = urlsplit(house.readers_address), urlsplit(house.desk_address)
    if (readers.scheme, readers.netloc) == (desk.scheme, desk.netloc):
        yield Remark(
            "addresses",
            "act",
            f"Readers and desk have the same address, {house.desk_address}.",
            "Give the desk an address of its own with STOPPRESS_DESK_URL: a public page must not reach its sessions.",
        )
        return
    open_ones = [part for part in (readers, desk) if part.scheme == "http" and not _is_here(part.hostname or "")]
    if open_ones:
        yield Remark(
            "addresses",
            "look",
            f"{', '.join(part.geturl() for part in open_ones)} can be read and changed on the way.",
            "Put a proxy with TLS in front (docs/operate.md) and let the address begin with https://.",
        )
        return
    yield Remark("addresses", "well", f"Readers at {house.readers_address}, desk at {house.desk_address}.")


def _ports(house: Settings) -> Iterator[Remark]:
    if house.data.exists() and is_held(house.data, "serve"):
        yield Remark("ports", "well", "Stop Press is running on its ports.")
        return
    for host, port, setting in (
        (house.reader_host, house.reader_port, "READER"),
        (house.desk_host, house.desk_port, "DESK"),
    ):
        try:
            free_port(host, port, setting)
        except Refusal as refusal:
            yield Remark("ports", "look", refusal.message, "If it is a process of ours, started alone, all is well.")
        else:
            yield Remark("ports", "well", f"Port {port} of {host} is free.")


def _named(house: Settings) -> Iterator[Remark]:
    """What settings name and must be there, or be named too."""
    if house.card_font and not os.access(house.card_font, os.R_OK):
        finding = f"STOPPRESS_CARD_FONT is {house.card_font}, which can't be read."
        yield Remark("card-font", "look", finding, "Correct it; until then share cards use our own faces.")
    if house.oidc_issuer and not (house.oidc_client_id and house.oidc_client_secret):
        finding = "STOPPRESS_OIDC_ISSUER is set without STOPPRESS_OIDC_CLIENT_ID and STOPPRESS_OIDC_CLIENT_SECRET."
        yield Remark("provider", "act", finding, "Set both as the provider gave them: nobody can log in by it.")


def _folder(house: Settings) -> Iterator[Remark]:
    if house.data.stat().st_mode & 0o077:
        yield Remark(
            "data-folder", "look", f"Others may look into {house.data}.", f"Let them not: chmod 700 {house.data}"
        )
    else:
        yield Remark("data-folder", "well", f"{house.data} can be written, by us only.")
    if (house.data / RESTORED_MARK).exists():
        yield Remark("restored", "look", "A restore was cut off before its end.", "Start Stop Press: it ends it.")


def _disk(house: Settings) -> Iterator[Remark]:
    free = shutil.disk_usage(house.data).free
    finding = f"{free / 1e9:.1f} GB are free where the data folder is."
    if free < DISK_FREE_BYTES_MIN:
        yield Remark("disk", "act", finding, "Free some now: without room nothing can be published.")
    elif free < DISK_FREE_BYTES_LOW:
        yield Remark("disk", "look", finding, "Free some soon.")
    else:
        yield Remark("disk", "well", finding)


def _adapters(house: Settings) -> Iterator[Remark]:
    try:
        wiring.edition(house).close()
        bell = wiring.bell(house)
        try:
            bell.listen("log").close()
        finally:
            bell.close()
    except (Refusal, Fault, OSError) as error:
        yield Remark("adapters", "act", str(error), "Correct STOPPRESS_EDITION or STOPPRESS_BELL, or unset them.")
    else:
        yield Remark("adapters", "well", f"Shelf {house.edition_address}; bell {house.bell_address}.")


def _tables(house: Settings) -> Iterator[Remark]:
    applied, known = table_changes(house.data / DESK_FILE), known_table_changes()
    if newer := sorted(applied - known):
        yield Remark("tables", "act", f"The tables are of a newer version ({newer[0]}).", "Install that version again.")
        return
    if missing := sorted(known - applied):
        yield Remark(
            "tables", "look", f"The tables are of an older version; changes due: {len(missing)}.", "Start it once."
        )
        return
    yield Remark("tables", "well", "The tables fit this version.")
    yield from _log(house)
    yield from _people()
    yield from _seals()


def _log(house: Settings) -> Iterator[Remark]:
    from stoppress.story import read

    numbers = read.numbers()
    try:
        for slug, number in numbers.items():
            after = 0
            while facts := read.facts_after(slug, after, CHANGES_PER_READ_MAX):
                after = facts[-1].number
            if after != number:
                raise Fault(f"{slug}: the log ends at {after}, the story says {number}")
    except Fault as fault:
        yield Remark("log", "act", str(fault), "Keep a copy of desk.db, restore a backup, and report it as a bug.")
        return
    yield Remark("log", "well", f"Stories: {len(numbers)}; facts: {sum(numbers.values())}; no number missing.")
    yield from _printed(house, numbers, read.epoch() if numbers else "")
    newest = max((story.updated_at for story in read.stories(limit=1)), default=None)
    if newest and (newest - now_utc()).total_seconds() > CLOCK_SKEW_MAX_S:
        yield Remark("clock", "act", f"The clock is behind the newest fact, {newest}.", "Set the clock; use NTP.")


def _printed(house: Settings, numbers: dict[str, int], epoch: str) -> Iterator[Remark]:
    shelf = wiring.edition(house)
    try:
        printed = {story.slug: story for story in shelf.stories()}
    finally:
        shelf.close()
    behind = [
        slug
        for slug, number in numbers.items()
        if slug not in printed or (printed[slug].epoch, printed[slug].number) != (epoch, number)
    ]
    strange = sorted(set(printed) - set(numbers))
    if strange:
        finding = f"On the shelf, but not in the log: {', '.join(strange[:3])}."
        yield Remark("edition", "act", finding, "Call stoppress reprint.")
    elif behind and is_held(house.data, "press"):
        yield Remark("edition", "look", f"Not printed to the end yet: {', '.join(behind[:3])}.", "Look again soon.")
    elif behind:
        yield Remark("edition", "look", f"Not printed to the end: {', '.join(behind[:3])}.", "Start the press.")
    else:
        yield Remark("edition", "well", "Every story is printed to its end.")


def _people() -> Iterator[Remark]:
    from stoppress.desk.people import people
    from stoppress.desk.ranks import Role

    found = people()
    if any(person.active and person.standing.house is Role.ADMINISTRATOR for person in found):
        yield Remark("users", "well", f"Users: {len(found)}.")
    elif found:
        act = "Call stoppress user role NAME administrator."
        yield Remark("users", "look", f"Users: {len(found)}, and no administrator who can come in.", act)
    else:
        yield Remark("users", "look", "Nobody can log in at the desk.", "Call stoppress user add NAME.")


def _seals() -> Iterator[Remark]:
    from stoppress.desk.sealing import unreadable

    count = unreadable()
    if count:
        finding = f"{count} second factors and webhooks were sealed with another secret than the one in the folder."
        remedy = "Put that secret below the one that is there, a line of its own; or set them up anew."
        yield Remark("secret", "act", finding, remedy)
    else:
        yield Remark("secret", "well", "What is sealed can be read.")


def _is_here(host: str) -> bool:
    return host in {"localhost", "::1"} or host.startswith("127.")


_AT_THE_MACHINE: Final[tuple[Callable[[Settings], Iterator[Remark]], ...]] = (
    _python,
    _open_files,
    _addresses,
    _ports,
    _named,
)
_AT_THE_FOLDER: Final[tuple[Callable[[Settings], Iterator[Remark]], ...]] = (_folder, _disk, _adapters)
