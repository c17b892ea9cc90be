"""The Unix bell: other processes, dead processes, hostile datagrams, long paths."""

from __future__ import annotations

import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from stoppress.base.limits.bell import BELL_DATAGRAM_BYTES_MAX, BELL_RINGS_MAX
from stoppress.bell.contract import Ring
from stoppress.bell.unix import UnixBell, UnixListener, ring_from

ROOT = Path(__file__).parents[3]

LISTENER = """
import sys
from pathlib import Path
from stoppress.bell.unix import UnixBell
listener = UnixBell(Path(sys.argv[1])).listen("log")
print("ready", flush=True)
for ring in listener.wait(30):
    print(ring.story, ring.number, flush=True)
"""

RINGER = """
import sys
from pathlib import Path
from stoppress.bell.contract import Ring
from stoppress.bell.unix import UnixBell
UnixBell(Path(sys.argv[1])).ring("log", Ring("storm", 412))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "bells"


@pytest.fixture
def bell(folder: Path) -> Iterator[UnixBell]:
    opened = UnixBell(folder)
    yield opened
    opened.close()


def python(script: str, folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, str(folder)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        stdout=subprocess.PIPE,
        text=True,
    )


def send(listener: UnixListener, *datagrams: bytes) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
        for datagram in datagrams:
            sender.sendto(datagram, str(listener.path))


@pytest.mark.process
def test_ring_goes_from_process_to_process(folder: Path, bell: UnixBell):
    listener = bell.listen("log")
    ringer = python(RINGER, folder)

    assert listener.wait(30) == [Ring("storm", 412)]

    ringer.communicate(timeout=30)
    listener.close()


@pytest.mark.process
def test_socket_of_a_killed_process_is_removed_at_the_next_ring(folder: Path, bell: UnixBell):
    process = python(LISTENER, folder)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    assert len(list(folder.iterdir())) == 1
    process.send_signal(signal.SIGKILL)
    process.communicate()
    alive = bell.listen("log")

    bell.ring("log", Ring("storm", 1))

    assert alive.rings() == [Ring("storm", 1)]
    assert list(folder.iterdir()) == [alive.path]
    alive.close()
    assert list(folder.iterdir()) == []


@pytest.mark.process
def test_processes_that_came_by_different_ways_hear_each_other(tmp_path: Path):
    """One names the folder by a path too long for a socket's address, the other by a short link to it."""
    long = tmp_path / ("f" * 120) / "bells"
    short = Path(tempfile.mkdtemp()) / "b"
    bell = UnixBell(long)
    listener = bell.listen("log")
    short.symlink_to(long)

    ringer = python(RINGER, short)
    ringer.communicate(timeout=30)

    assert listener.wait(5) == [Ring("storm", 412)]
    listener.close()
    bell.close()
    short.unlink()
    short.parent.rmdir()


@pytest.mark.parametrize("length", [30, 60, 61, 62, 63, 64, 65, 66, 67, 70, 100, 108, 200, 900])
def test_folder_may_have_a_path_of_any_length(length: int):
    """Around the bound of a socket's address above all: 108 bytes on Linux, 104 elsewhere."""
    base = Path(tempfile.mkdtemp(prefix="s", dir="/tmp"))
    rest = length - len(str(base)) - 1
    parts = [("é" if rest % 2 else "x") + "x" * 40 for _ in range(rest // 41)] or ["x" * max(1, rest)]
    folder = base.joinpath(*parts, "y" * 5)
    bell = UnixBell(folder)

    listener = bell.listen("edition")
    bell.ring("edition", Ring("storm", 1))

    assert listener.rings() == [Ring("storm", 1)]
    assert [file.suffix for file in folder.iterdir()] == [".sock"]
    listener.close()
    bell.close()
    for path in [folder, *folder.parents]:
        path.rmdir()
        if path == base:
            break


@pytest.fixture
def temporary(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A temporary folder of the system whose path is short; tmp_path is not."""
    folder = Path(tempfile.mkdtemp(prefix="s", dir="/tmp"))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("TMPDIR", str(folder))
    yield folder
    folder.rmdir()


@pytest.mark.process
def test_short_way_goes_with_a_process_that_forgot_to_close_its_bell(tmp_path: Path, temporary: Path):
    folder = tmp_path / ("f" * 120)
    bell = UnixBell(folder)
    listener = bell.listen("log")

    ringer = python(RINGER, folder)
    ringer.communicate(timeout=30)

    assert listener.rings() == [Ring("storm", 412)]
    assert len(list(temporary.iterdir())) == 1
    listener.close()
    bell.close()


def test_short_way_is_removed_at_the_end_and_made_anew_when_somebody_cleaned_up(tmp_path: Path, temporary: Path):
    bell = UnixBell(tmp_path / ("f" * 120))
    listener = bell.listen("log")
    link = next(temporary.iterdir())
    (link / "b").unlink()
    link.rmdir()

    bell.ring("log", Ring("storm", 1))

    assert listener.rings() == [Ring("storm", 1)]
    listener.close()
    bell.close()
    assert list(temporary.iterdir()) == []


HOSTILE = [
    b"",
    b"garbage",
    b"412",
    b" storm",
    b"-1 storm",
    b"+1 storm",
    b"1.5 storm",
    b"1 storm\n",
    b"1  storm",
    b"1 Storm",
    b"1 ../../etc/passwd",
    b"1 -storm",
    b"1 " + b"a" * 81,
    b"1 " + b"a-" * 200,
    b"9" * 19 + b" storm",
    b"1 storm\x00",
    "1 störm".encode(),
    "١ storm".encode(),
    b"\x80\x04\x95.",
    b"1 storm" + b" " * 60_000,
]


@pytest.mark.parametrize("datagram", HOSTILE, ids=lambda d: repr(d[:20]))
def test_datagram_that_is_no_ring_is_ignored_and_counted(bell: UnixBell, datagram: bytes):
    listener = bell.listen("log")

    send(listener, datagram)
    bell.ring("log", Ring("storm", 1))

    assert listener.rings() == [Ring("storm", 1)]
    assert listener.ignored == 1
    listener.close()


def test_ring_without_a_slug_is_for_everything():
    assert ring_from(b"412 ") == Ring("", 412)


def test_longest_ring_fits_its_bound():
    longest = b"9" * 18 + b" " + b"s" * 80

    assert ring_from(longest) == Ring("s" * 80, 10**18 - 1)
    assert len(longest) <= BELL_DATAGRAM_BYTES_MAX


def test_garbage_does_not_end_a_wait_early(bell: UnixBell):
    listener = bell.listen("log")
    send(listener, *([b"garbage"] * 5))

    assert listener.wait(0.02) == []

    assert listener.ignored == 5
    assert select.select([listener], [], [], 0)[0] == []
    listener.close()


def test_file_that_is_no_socket_is_passed_over(folder: Path, bell: UnixBell):
    listener = bell.listen("log")
    (folder / "log-1-notes.sock").write_bytes(b"not a socket")
    (folder / "log-1-folder.sock").mkdir()
    (folder / "other.txt").write_bytes(b"")

    bell.ring("log", Ring("storm", 1))

    assert listener.rings() == [Ring("storm", 1)]
    assert (folder / "other.txt").exists()
    listener.close()


def test_folder_is_for_its_owner_only(folder: Path, bell: UnixBell):
    bell.listen("log").close()

    assert folder.stat().st_mode & 0o077 == 0


def test_folder_removed_while_listening_costs_only_the_hints(folder: Path, bell: UnixBell):
    listener = bell.listen("log")
    listener.path.unlink()
    folder.rmdir()

    bell.ring("log", Ring("storm", 1))

    assert listener.rings() == []
    listener.close()
    again = bell.listen("log")
    bell.ring("log", Ring("storm", 2))
    assert again.rings() == [Ring("storm", 2)]
    again.close()


def test_never_more_rings_at_once_than_the_bound(bell: UnixBell, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("stoppress.bell.unix.BELL_RINGS_MAX", 4)
    assert BELL_RINGS_MAX > 4
    listener = bell.listen("log")
    for number in range(6):
        bell.ring("log", Ring("storm", number))

    assert [len(listener.rings()) for _ in range(3)] == [4, 2, 0]
    listener.close()


def test_a_long_folder_for_temporary_files_is_no_hindrance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """macOS and test runners give each user or test a long one."""
    long = tmp_path / ("t" * 120)
    long.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(long))
    bell = UnixBell(tmp_path / ("f" * 120))
    listener = bell.listen("edition")

    bell.ring("edition", Ring("storm", 1))

    assert listener.rings() == [Ring("storm", 1)]
    listener.close()
    bell.close()
