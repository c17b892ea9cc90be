"""The worker's bounds, and what is left when it, or the desk, is killed at work."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image

from stoppress.base.errors import Refusal
from stoppress.base.limits.pictures import PICTURE_LEFTOVER_S, PICTURE_WORKERS_MAX
from stoppress.base.pictures import PICTURE_NAME_PATTERN
from stoppress.media import bounded
from stoppress.media.pictures import copy_names, keep, kept
from tests.unit.media.drawn import XMP, four_colours, jpeg, saved

ROOT = Path(__file__).parents[3]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
PATIENCE_S = 30.0

pytestmark = pytest.mark.process

BOUNDED = """
import resource
from stoppress.media.worker import bound_this_process
bound_this_process()
print(*(resource.getrlimit(kind)[1] for kind in (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE,
      resource.RLIMIT_NOFILE, resource.RLIMIT_CORE)))
try:
    bytearray(2_000_000_000)
except MemoryError:
    print("bounded")
"""

KEEPER = """
import sys
from pathlib import Path
from stoppress.media.pictures import keep
content = Path(sys.argv[1]).read_bytes()
print("ready", flush=True)
keep(content, Path(sys.argv[2]))
"""


FUZZ = """
import random, sys
from pathlib import Path
from stoppress.base.errors import Refusal
from stoppress.media.probe import probe
from stoppress.media.worker import _decoded, bound_this_process
bound_this_process()
chance = random.Random(20261122)
ends = {"kept": 0, "refused": 0}
for file in sorted(Path(sys.argv[1]).iterdir()):
    whole = file.read_bytes()
    for _ in range(60):
        broken = bytearray(whole)
        for _ in range(chance.choice((1, 3, 30))):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        del broken[chance.choice((len(broken), chance.randrange(1, len(broken)))):]
        try:
            _decoded(bytes(broken), probe(bytes(broken)).form)
            ends["kept"] += 1
        except Refusal:
            ends["refused"] += 1
print(ends["kept"], ends["refused"])
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "media"


def children() -> list[int]:
    """The processes that this one started and that still run."""
    if not Path("/proc/self/stat").exists():
        pytest.skip("needs /proc to find the worker")
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(fields[1]) == os.getpid() and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found


def test_worker_takes_every_bound_on_itself():
    told = subprocess.run([sys.executable, "-c", BOUNDED], env=ENVIRONMENT, capture_output=True, text=True, check=True)

    assert told.stdout.split() == ["1500000000", "20", "50000000", "32", "0", "bounded"]


def test_worker_is_bounded_before_it_has_a_byte_of_the_picture(tmp_path: Path):
    with subprocess.Popen(
        [sys.executable, "-m", "stoppress.media.worker", "PNG"], cwd=tmp_path, env=ENVIRONMENT, stdin=subprocess.PIPE
    ) as worker:
        limits = Path(f"/proc/{worker.pid}/limits")
        if not limits.exists():
            worker.kill()
            pytest.skip("needs /proc to see another process's bounds")
        end = time.monotonic() + PATIENCE_S
        while "1500000000" not in limits.read_text() and time.monotonic() < end:
            time.sleep(0.01)
        told = limits.read_text()
        worker.kill()

    assert "1500000000" in told


def test_desk_loads_no_decoder():
    script = "import sys, stoppress.media.pictures; print(*[name for name in sys.modules if name.startswith('PIL')])"
    told = subprocess.run([sys.executable, "-c", script], env=ENVIRONMENT, capture_output=True, text=True, check=True)

    assert told.stdout.strip() == ""


def test_worker_gets_no_setting_and_no_secret_of_the_desk(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("STOPPRESS_SECRET", "hunter2")
    seen: list[dict[str, str]] = []
    start = subprocess.Popen

    def watched(*given, **named):
        seen.append(named["env"])
        return start(*given, **named)

    monkeypatch.setattr(bounded.subprocess, "Popen", watched)

    keep(jpeg(50, 50), folder)

    assert set(seen[0]) == {"PYTHONPATH", "LC_ALL"}


def test_killed_worker_is_a_refusal_and_leaves_nothing(folder: Path):
    """As the kernel does when the machine runs out of memory."""
    content = saved(Image.new("RGB", (4_000, 3_000), "teal"), "PNG")
    chance = random.Random(11)
    for _ in range(5):
        with ThreadPoolExecutor(max_workers=1) as thread:
            before = set(children())
            result = thread.submit(keep, content, folder)
            end = time.monotonic() + PATIENCE_S
            while not (started := set(children()) - before) and time.monotonic() < end:
                time.sleep(0.002)
            time.sleep(chance.uniform(0, 0.15))
            for worker in started:
                os.kill(worker, signal.SIGKILL)
            with pytest.raises(Refusal) as refused:
                result.result(timeout=PATIENCE_S)
        assert refused.value.code == "picture-too-costly"
        assert list(folder.iterdir()) == []

    assert kept(keep(content, folder).asset, folder) is not None


def test_worker_that_takes_too_long_is_ended(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(bounded, "PICTURE_WORKER_S", 0.02)
    before = children()

    with pytest.raises(Refusal) as refused:
        keep(jpeg(), folder)

    assert refused.value.code == "picture-too-costly"
    assert list(folder.iterdir()) == []
    assert children() == before


def test_desk_killed_at_work_leaves_whole_copies_only_and_its_rest_is_swept(folder: Path, tmp_path: Path):
    """What stands under a name that readers may have is whole, at every moment."""
    upload = tmp_path / "upload"
    upload.write_bytes(saved(Image.effect_noise((1_200, 900), 60), "JPEG", quality=85))
    chance = random.Random(12)
    for _ in range(4):
        with subprocess.Popen(
            [sys.executable, "-c", KEEPER, str(upload), str(folder)],
            env=ENVIRONMENT,
            stdout=subprocess.PIPE,
            text=True,
        ) as desk:
            assert desk.stdout is not None
            assert desk.stdout.readline() == "ready\n"
            time.sleep(chance.uniform(0.05, 0.7))
            desk.kill()
        for file in folder.iterdir():
            if PICTURE_NAME_PATTERN.fullmatch(file.name):
                Image.open(file).load()
    await_orphans(folder)
    for stage in folder.glob(".stage-*"):
        long_ago = time.time() - PICTURE_LEFTOVER_S - 60
        os.utime(stage, (long_ago, long_ago))

    keep(jpeg(60, 60), folder)

    assert list(folder.glob(".stage-*")) == []
    picture = keep(upload.read_bytes(), folder)
    assert all((folder / name).is_file() for name in copy_names(picture))


def await_orphans(folder: Path) -> None:
    """Workers whose desk was killed end by themselves: each has its result or has found its input cut off."""
    end = time.monotonic() + PATIENCE_S
    while any(at_work_in(stage) for stage in folder.glob(".stage-*")) and time.monotonic() < end:
        time.sleep(0.02)


def at_work_in(stage: Path) -> bool:
    for link in Path("/proc").glob("[0-9]*/cwd"):
        try:
            if link.readlink() == stage:
                return True
        except OSError:
            continue
    return False


def test_stage_of_a_picture_that_is_being_decoded_is_not_swept(folder: Path):
    stage = folder / ".stage-of-another"
    stage.mkdir(parents=True)

    keep(jpeg(60, 60), folder)

    assert stage.is_dir()


def test_many_uploads_at_once_are_all_kept(folder: Path):
    contents = [jpeg(200 + n % 5, 150) for n in range(10)]
    with ThreadPoolExecutor(max_workers=10) as threads:
        pictures = list(threads.map(lambda content: keep(content, folder), contents))

    assert len({picture.asset for picture in pictures}) == 5
    assert all(kept(picture.asset, folder) == picture for picture in pictures)
    assert list(folder.glob(".stage-*")) == []


@pytest.fixture
def all_workers_busy() -> Iterator[None]:
    for _ in range(PICTURE_WORKERS_MAX):
        assert bounded._free.acquire(timeout=1)
    yield
    for _ in range(PICTURE_WORKERS_MAX):
        bounded._free.release()


@pytest.mark.usefixtures("all_workers_busy")
def test_upload_that_waits_too_long_for_its_turn_is_told_so(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(bounded, "PICTURE_WAIT_S", 0.02)

    with pytest.raises(Refusal) as refused:
        keep(jpeg(50, 50), folder)

    assert refused.value.code == "pictures-busy"
    assert list(folder.iterdir()) == []


def test_turns_are_given_back_after_refusals(folder: Path):
    for _ in range(PICTURE_WORKERS_MAX + 1):
        with pytest.raises(Refusal):
            keep(jpeg()[:200], folder)

    assert keep(saved(four_colours(50, 50), "PNG"), folder).width == 50
    assert threading.active_count() < 50


def test_no_damage_to_a_file_is_more_than_a_refusal(tmp_path: Path):
    """300 files with bytes changed or cut off: each is decoded or refused, in one worker that lives on."""
    for form in ("JPEG", "PNG", "GIF", "WEBP", "AVIF"):
        options = {"xmp": XMP} if form in {"JPEG", "WEBP"} else {}
        (tmp_path / form).write_bytes(saved(four_colours(90, 60), form, **options))

    told = subprocess.run(
        [sys.executable, "-c", FUZZ, str(tmp_path)], env=ENVIRONMENT, capture_output=True, text=True, check=True
    )

    kept_count, refused_count = map(int, told.stdout.split())
    assert kept_count + refused_count == 300
    assert kept_count > 10
    assert refused_count > 100
