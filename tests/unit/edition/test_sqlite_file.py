"""The file of the SQLite shelf: damaged, old, removed, full of connections. Nothing of it may end in a crash
loop."""

from __future__ import annotations

import logging
import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from stoppress.base.errors import Fault
from stoppress.base.limits.shelf import EDITION_CONNECTIONS_KEPT
from stoppress.edition.contract import Document
from stoppress.edition.sqlite import SqliteEdition
from tests.contract.printings import SLUG, entry, printing


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "edition.db"


def printed_shelf(path: Path) -> SqliteEdition:
    edition = SqliteEdition(path)
    edition.print(printing(1, entry("a1", 1, "x" * 20_000)))
    return edition


def unusable(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]


def test_shelf_is_still_there_when_opened_again(path: Path, caplog: pytest.LogCaptureFixture):
    printed_shelf(path).close()

    again = SqliteEdition(path)

    assert again.printed(SLUG) is not None
    again.close()
    assert unusable(caplog) == []


def test_folder_is_made_when_it_is_not_there(tmp_path: Path):
    SqliteEdition(tmp_path / "new" / "folder" / "edition.db").close()

    assert (tmp_path / "new" / "folder" / "edition.db").exists()


@pytest.mark.parametrize(
    "content",
    [b"not a database at all" * 1000, b"\x00" * 8192, b"SQLite format 3\x00" + b"\xff" * 5000],
    ids=["text", "noughts", "broken header"],
)
def test_file_that_is_no_database_is_replaced_with_a_line_in_the_log(
    path: Path, content: bytes, caplog: pytest.LogCaptureFixture
):
    SqliteEdition(path).close()
    path.resolve().write_bytes(content)

    edition = SqliteEdition(path)

    assert edition.stories() == []
    edition.print(printing(1))
    edition.close()
    assert len(unusable(caplog)) == 1
    assert "nothing is lost" in unusable(caplog)[0]
    again = SqliteEdition(path)
    assert again.printed(SLUG) is not None
    again.close()
    assert len(unusable(caplog)) == 1


def test_plain_file_of_something_else_is_kept_beside_the_new_shelf(path: Path, caplog: pytest.LogCaptureFixture):
    path.write_bytes(b"somebody's notes, long enough to be no database " * 100)

    edition = SqliteEdition(path)

    assert edition.stories() == []
    edition.close()
    assert path.with_name("edition.db.plain").read_bytes().startswith(b"somebody's notes")
    assert "edition.db.plain" in unusable(caplog)[0]


def test_shelf_copied_to_the_path_as_a_plain_file_is_used(path: Path, tmp_path: Path):
    printed_shelf(tmp_path / "other.db").close()
    path.write_bytes((tmp_path / "other.db").read_bytes())

    edition = SqliteEdition(path)

    assert edition.printed(SLUG) is not None
    edition.close()


@pytest.mark.parametrize("number", [0, 2, 999])
def test_file_of_another_schema_is_replaced_with_a_line_in_the_log(
    path: Path, number: int, caplog: pytest.LogCaptureFixture
):
    printed_shelf(path).close()
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {number}")
    connection.close()

    edition = SqliteEdition(path)

    assert edition.stories() == []
    edition.close()
    assert f"its schema is number {number}" in unusable(caplog)[0]


def test_damage_found_at_work_is_a_fault_once_and_then_an_empty_shelf(path: Path, caplog: pytest.LogCaptureFixture):
    """Reader and press have the file open when the disk goes wrong; both go on with the new one."""
    reader, press = printed_shelf(path), SqliteEdition(path)
    assert press.printed(SLUG) is not None
    press.close()
    reader.close()
    damaged = path.resolve()
    content = bytearray(damaged.read_bytes())
    content[4096:] = b"\xee" * (len(content) - 4096)
    damaged.write_bytes(content)
    reader, press = SqliteEdition(path), SqliteEdition(path)

    with pytest.raises(Fault):
        reader.printed(SLUG)

    assert reader.printed(SLUG) is None
    assert press.printed(SLUG) is None
    press.print(printing(1, entry("a1", 1)))
    assert reader.frames_after(SLUG, 0, 5) == [printing(1).frames[0]]
    reader.close()
    press.close()
    assert damaged.exists()
    assert len(unusable(caplog)) == 1


def test_damage_that_can_not_be_mended_is_a_fault_too(path: Path):
    """A full disk holds no new shelf either: whoever reads must not meet an error that it does not know."""
    edition = printed_shelf(path)
    edition.close()
    content = bytearray(path.resolve().read_bytes())
    content[4096:] = b"\xee" * (len(content) - 4096)
    path.resolve().write_bytes(content)
    edition = SqliteEdition(path)
    lock = path.with_name("edition.db.lock")
    lock.unlink()
    lock.mkdir()

    with pytest.raises(Fault):
        edition.printed(SLUG)

    edition.close()


def test_process_that_closes_a_replaced_file_does_no_harm_to_the_new_one(path: Path):
    """SQLite removes a write-ahead log by its name when it closes a file."""
    late = printed_shelf(path)
    snapshot = late.snapshot(SLUG)
    assert snapshot is not None
    path.unlink()
    now = SqliteEdition(path)
    now.print(printing(1, entry("b1", 1)))

    snapshot.close()
    late.close()

    now.print(printing(2, entry("b2", 2)))
    other = SqliteEdition(path)
    record = other.printed(SLUG)
    assert record is not None
    assert record.number == 2
    other.close()
    now.close()


def test_shelf_removed_under_running_processes_begins_anew(path: Path):
    edition = printed_shelf(path)
    for file in path.parent.iterdir():
        file.unlink()

    assert edition.printed(SLUG) is None
    edition.print(printing(1))
    assert edition.printed(SLUG) is not None
    edition.close()


def test_replaced_files_do_not_fill_the_disk(path: Path):
    for _ in range(5):
        SqliteEdition(path).close()
        path.resolve().write_bytes(b"damaged" * 2000)
    SqliteEdition(path).close()
    foreign = path.with_name("edition.db.backup")
    foreign.write_bytes(b"the administrator's own")
    path.resolve().write_bytes(b"damaged" * 2000)

    SqliteEdition(path).close()

    files = [file.name for file in path.parent.iterdir()]
    assert foreign.exists()
    assert len([name for name in files if not name.endswith((".lock", ".backup", "edition.db"))]) == 2


def test_many_processes_that_begin_at_once_share_one_file(path: Path):
    with ThreadPoolExecutor(max_workers=8) as threads:
        editions = list(threads.map(lambda _: SqliteEdition(path), range(8)))
    editions[0].print(printing(1))

    assert all(edition.printed(SLUG) is not None for edition in editions)
    for edition in editions:
        edition.close()


def test_shelf_that_can_not_be_opened_is_a_fault_with_its_path(tmp_path: Path):
    (tmp_path / "file").write_bytes(b"")

    with pytest.raises(Fault, match=r"file/edition\.db"):
        SqliteEdition(tmp_path / "file" / "edition.db")


def test_write_that_waits_too_long_is_a_fault_and_leaves_the_connection_usable(
    path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("stoppress.edition.sqlite_file.EDITION_BUSY_MS", 20)
    edition = printed_shelf(path)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")

    with pytest.raises(Fault, match="locked"):
        edition.print(printing(2))

    holder.execute("ROLLBACK")
    holder.close()
    edition.print(printing(2))
    edition.close()


def test_use_after_closing_is_a_fault(path: Path):
    edition = printed_shelf(path)
    edition.close()

    with pytest.raises(Fault, match="closed"):
        edition.printed(SLUG)


def test_snapshot_read_after_it_was_closed_is_a_fault(path: Path):
    edition = printed_shelf(path)
    snapshot = edition.snapshot(SLUG)
    assert snapshot is not None
    snapshot.close()

    with pytest.raises(Fault, match="closed"):
        snapshot.piece("head", "html")
    edition.close()


def test_forgotten_snapshot_gives_back_its_connection_and_complains(path: Path):
    edition = printed_shelf(path)
    snapshot = edition.snapshot(SLUG)

    with pytest.warns(ResourceWarning, match=SLUG):
        del snapshot

    edition.close()
    assert open_files_of(path) == 0


def test_connections_are_given_back_and_only_a_few_kept(path: Path):
    edition = printed_shelf(path)
    snapshots = [edition.snapshot(SLUG) for _ in range(EDITION_CONNECTIONS_KEPT * 3)]
    for snapshot in snapshots:
        assert snapshot is not None
        snapshot.close()

    # SQLite parks the database's own descriptors for its next connection, but not those of the log.
    assert open_files_of(path, "-wal") == EDITION_CONNECTIONS_KEPT

    edition.close()
    assert open_files_of(path) == 0


def open_files_of(path: Path, ending: str = "") -> int:
    """Descriptors of this process that lead to the shelf's files, or to those with an ending."""
    folder = Path("/proc/self/fd")
    if not folder.exists():
        pytest.skip("needs /proc to count descriptors")
    found = 0
    for descriptor in folder.iterdir():
        try:
            name = str(descriptor.readlink())
        except FileNotFoundError:
            continue
        found += name.startswith(str(path)) and name.endswith(ending)
    return found


def test_failed_printing_of_bytes_that_are_none_leaves_the_shelf_as_it_was(path: Path):
    edition = printed_shelf(path)
    broken = printing(2, entry("b2", 2), frames=[None])  # type: ignore[list-item]

    with pytest.raises(AttributeError):
        edition.print(broken)

    edition.put_document(Document("/", "text/html", b"", immutable=False))
    record = edition.printed(SLUG)
    assert record is not None
    assert record.number == 1
    edition.close()


def test_shelf_is_readable_by_its_owner_when_the_umask_is_narrow(path: Path):
    before = os.umask(0o077)
    try:
        printed_shelf(path).close()
    finally:
        os.umask(before)

    assert path.resolve().stat().st_mode & 0o077 == 0
