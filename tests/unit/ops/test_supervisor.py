"""The supervisor with real processes: what dies comes back, what is refused ends it, and nobody is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from stoppress.base.limits.ops import RESTART_READY_MAX_S, RESTART_UNREADY_MAX_S
from stoppress.ops.supervisor import wait_before_restart
from tests.unit.ops.waiting import until

ROOT = Path(__file__).resolve().parents[3]
Troupe = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def troupe(tmp_path: Path) -> Iterator[Troupe]:
    started: list[subprocess.Popen[str]] = []

    def start(*behaviours: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("troupe.py")), str(tmp_path), *behaviours],
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()
    for path in tmp_path.glob("*.started"):
        for pid in pids(tmp_path, path.stem):
            if is_alive(pid):
                os.kill(pid, signal.SIGKILL)


def pids(folder: Path, behaviour: str) -> list[int]:
    path = folder / f"{behaviour}.started"
    return [int(line) for line in path.read_text().splitlines()] if path.exists() else []


def is_alive(pid: int) -> bool:
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


@pytest.mark.process
def test_a_process_that_is_killed_is_started_again(troupe: Troupe, tmp_path: Path):
    supervisor = troupe("steady")
    first = until(lambda: (tmp_path / "ready").exists() and pids(tmp_path, "steady"))[0]

    os.kill(first, signal.SIGKILL)

    lives = until(lambda: len(found := pids(tmp_path, "steady")) == 2 and found)
    assert is_alive(lives[1])
    supervisor.send_signal(signal.SIGTERM)
    assert "steady was killed by signal 9; it is started again in 0.1 s" in supervisor.communicate(timeout=15)[1]


@pytest.mark.process
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGHUP], ids=["ctrl-c", "terminal-closed"])
def test_whoever_ends_it_everybody_stops_in_order(troupe: Troupe, tmp_path: Path, sent: signal.Signals):
    supervisor = troupe("steady", "other")
    until((tmp_path / "ready").exists)

    supervisor.send_signal(sent)

    assert supervisor.wait(15) == 0
    assert (tmp_path / "steady.stopped").exists()
    assert (tmp_path / "other.stopped").exists()


@pytest.mark.process
def test_one_that_does_not_stop_is_killed_at_the_second_ctrl_c(troupe: Troupe, tmp_path: Path):
    supervisor = troupe("stubborn")
    pid = until(lambda: (tmp_path / "ready").exists() and pids(tmp_path, "stubborn"))[0]
    supervisor.send_signal(signal.SIGINT)
    until((tmp_path / "stubborn.asked").exists)

    supervisor.send_signal(signal.SIGINT)

    assert supervisor.wait(15) == 0
    until(lambda: not is_alive(pid))


@pytest.mark.process
def test_one_that_is_refused_what_it_needs_ends_everything(troupe: Troupe, tmp_path: Path):
    """Starting it again would only repeat its sentence, all night."""
    supervisor = troupe("steady", "refused")

    assert supervisor.wait(15) == 2
    assert len(pids(tmp_path, "refused")) == 1
    assert not any(is_alive(pid) for pid in pids(tmp_path, "steady"))


@pytest.mark.process
def test_nobody_outlives_a_killed_supervisor(troupe: Troupe, tmp_path: Path):
    supervisor = troupe("steady", "other")
    until((tmp_path / "ready").exists)

    supervisor.kill()

    until(lambda: not any(is_alive(pid) for name in ("steady", "other") for pid in pids(tmp_path, name)))
    assert (tmp_path / "steady.stopped").exists(), "it was asked to stop, not cut off"


@pytest.mark.process
def test_one_that_has_done_its_work_is_left_in_peace(troupe: Troupe, tmp_path: Path):
    supervisor = troupe("finishing", "steady")
    until((tmp_path / "ready").exists)
    until(lambda: not is_alive(pids(tmp_path, "finishing")[0]))

    supervisor.send_signal(signal.SIGTERM)

    assert supervisor.wait(15) == 0
    assert len(pids(tmp_path, "finishing")) == 1


@pytest.mark.process
def test_one_that_never_gets_ready_does_not_keep_the_others_from_working(troupe: Troupe, tmp_path: Path):
    troupe("failing", "steady")

    until(lambda: len(pids(tmp_path, "failing")) >= 3)

    assert len(pids(tmp_path, "steady")) == 1
    assert not (tmp_path / "ready").exists()


def test_waits_before_a_restart_double_up_to_their_bound():
    unready = [wait_before_restart(deaths, was_ready=False) for deaths in (1, 2, 3, 4, 60)]
    ready = [wait_before_restart(deaths, was_ready=True) for deaths in (1, 2, 60)]

    assert unready == [0.1, 0.2, 0.4, 0.8, RESTART_UNREADY_MAX_S]
    assert ready == [0.1, 0.2, RESTART_READY_MAX_S]
