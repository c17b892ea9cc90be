from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from stoppress.base.settings import Settings
from stoppress.bell.by_address import open_bell
from stoppress.edition.by_address import open_edition
from tests.plain_http import Stream, ask
from tests.printing import Press
from tests.reader.process import ROOT, ReaderProcess

pytestmark = pytest.mark.process


@pytest.fixture
def press(tmp_path: Path) -> Iterator[Press]:
    settings = Settings(data=tmp_path)
    edition, bell = open_edition(settings.edition_address), open_bell(settings.bell_address)
    yield Press(edition, bell).open()
    bell.close()
    edition.close()


def test_a_process_that_imports_the_reader_has_no_django_in_it():
    code = "import sys, stoppress.reader.serve; print(sorted(m for m in sys.modules if 'django' in m.lower()))"

    out = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    )

    assert out.stdout.strip() == "[]"


@pytest.mark.parametrize("sig", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_streams_and_process_in_order(tmp_path: Path, press: Press, sig: signal.Signals):
    reader = ReaderProcess(tmp_path, reader_port=0, drain_s=0.3)
    with Stream(reader.address, "/storm/stream").greeted() as stream:
        press.publish()
        assert stream.event().number == 2

        reader.process.send_signal(sig)
        while stream.read():
            pass

        assert stream.ended
    assert reader.gone() == 0


def test_a_second_signal_ends_at_once(tmp_path: Path, press: Press):
    reader = ReaderProcess(tmp_path, reader_port=0, drain_s=60)
    crowd = [Stream(reader.address, "/storm/stream").greeted() for _ in range(5)]

    reader.process.send_signal(signal.SIGTERM)
    while ask(reader.address, "/readyz").status == 200:
        pass
    begun = time.monotonic()
    assert reader.stop() == 0

    assert time.monotonic() - begun < 5
    for stream in crowd:
        stream.wire.socket.close()


def test_two_processes_share_a_port_and_both_get_every_change(tmp_path: Path, press: Press):
    first = ReaderProcess(tmp_path, reader_port=0, reader_processes=2, drain_s=0)
    second = ReaderProcess(tmp_path, reader_port=first.port, reader_processes=2, drain_s=0)
    crowd = [Stream(first.address, "/storm/stream").greeted() for _ in range(24)]
    try:
        for n in range(10):
            press.publish()
            assert {stream.event().number for stream in crowd} == {n + 2}

        # The kernel has spread the readers over both.
        assert first.stop(signal.SIGKILL) == -signal.SIGKILL
        press.publish()
        survivors = [stream for stream in crowd if stream.wire.more() and b"k3-12" in stream.wire.rest]
        assert 0 < len(survivors) < 24
    finally:
        for stream in crowd:
            stream.wire.socket.close()
        assert second.stop() == 0


def test_a_port_that_is_taken_is_refused_with_a_sentence(tmp_path: Path, press: Press):
    reader = ReaderProcess(tmp_path, reader_port=0, drain_s=0)
    out = subprocess.run(
        [sys.executable, str(ROOT / "tests/reader/process.py"), str(tmp_path), f"reader_port={reader.port}"],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    reader.stop()

    assert out.returncode != 0
    assert f"127.0.0.1:{reader.port}" in out.stderr
    assert "STOPPRESS_READER_PORT" in out.stderr


def test_a_process_that_is_killed_leaves_a_shelf_that_the_next_one_serves(tmp_path: Path, press: Press):
    reader = ReaderProcess(tmp_path, reader_port=0)
    press.publish("before")
    reader.stop(signal.SIGKILL)
    press.publish("between")

    reader = ReaderProcess(tmp_path, reader_port=0, drain_s=0)
    page = ask(reader.address, "/storm/")
    reader.stop()

    assert page.text.index("between") < page.text.index("before")
