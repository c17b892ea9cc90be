"""The command line beside a running house: what it says is done is on the readers' screens, and it agrees with them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx2
import pytest

from tests.house import COMMAND, House, serving
from tests.plain_http import Stream, ask

pytestmark = [pytest.mark.process, pytest.mark.timeout(120)]
Serving = tuple[House, "subprocess.Popen[str]"]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    with serving(tmp_path_factory.mktemp("house") / "data") as (house, serve):
        house.run("open", "storm", "--headline", "A storm nears the coast")
        yield house, serve


def page_holds(house: House, text: str, within_s: float = 10.0) -> bool:
    return comes(lambda: text in httpx2.get(f"{house.readers}/storm/", trust_env=False).text, within_s)


def comes(look: object, within_s: float = 10.0) -> bool:
    until = time.monotonic() + within_s
    while not look():
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


def test_publish_amend_and_withdraw_reach_an_open_stream_in_order(running: Serving):
    house, _ = running
    assert page_holds(house, "A storm nears the coast")
    with Stream(house.readers, "/storm/stream") as stream:
        stream.greeted()

        key = str(house.run("publish", "storm", "Six ships are late.")["entry"])
        house.run("amend", "storm", key, "Seven ships are late.", "--as", "correction", "--note", "It said six.")
        last = house.run("withdraw", "storm", key, "--reason", "The port denies it.")

        published, corrected, withdrawn = stream.events(3)

    assert [event.type for event in (published, corrected, withdrawn)] == ["entry", "entry", "withdrawn"]
    assert [event.value["mark"] for event in (published, corrected)] == ["published", "correction"]
    assert withdrawn.last_event_id == last["position"]
    assert "ships are late" not in withdrawn.data


def test_an_export_says_the_same_as_the_readers_address(running: Serving):
    """One is made from the log, the other from the shelf."""
    house, _ = running
    key = house.run("publish", "storm", "**Bold**, “quoted”, <b>not HTML</b>.", "--source", "Port; VHF; first")["entry"]
    house.run("publish", "storm", "Taken back.", "--pin")
    assert page_holds(house, str(key))
    assert page_holds(house, "Taken back.")

    exported = subprocess.run(
        [*COMMAND, "export", "storm"], env=house.environment, capture_output=True, text=True, check=True, timeout=60
    )

    assert json.loads(exported.stdout) == httpx2.get(f"{house.readers}/storm/story.json", trust_env=False).json()


def test_a_reprint_beside_the_press_gives_the_same_page_again(running: Serving):
    house, _ = running
    house.run("publish", "storm", "Before the reprint.")
    assert page_holds(house, "Before the reprint.")
    before = ask(house.readers, "/storm/story.json").json

    printed = house.run("reprint", "storm")

    assert printed == {"printed": {"storm": int(before["position"].rpartition("-")[2])}}
    assert page_holds(house, "Before the reprint.")
    assert ask(house.readers, "/storm/story.json").json == before


def test_a_second_house_on_the_same_folder_is_refused(running: Serving):
    house, _ = running
    environment = {**house.environment, "STOPPRESS_READER_PORT": "0", "STOPPRESS_DESK_PORT": "0"}

    ended = [
        subprocess.run([*COMMAND, *words], env=environment, capture_output=True, text=True, timeout=60, check=False)
        for words in (["serve"], ["press"], ["restore", "nothing.tar"])
    ]

    assert [one.returncode for one in ended] == [2, 2, 2]
    assert ["Another `stoppress serve`" in ended[0].stderr, "Another press" in ended[1].stderr] == [True, True]
    assert "Stop it first" in ended[2].stderr


def test_the_doctor_finds_a_running_house_well(running: Serving):
    house, _ = running
    assert comes(lambda: not [r for r in house.run("doctor")["remarks"] if r["code"] == "edition" and r["remedy"]])

    remarks = {remark["code"]: remark for remark in house.run("doctor")["remarks"]}

    assert remarks["ports"]["finding"] == "Stop Press is running on its ports."
    assert remarks["log"]["level"] == remarks["edition"]["level"] == "well"


def test_a_port_that_is_taken_is_named_with_its_setting(running: Serving, tmp_path: Path):
    house, _ = running
    environment = {**house.environment, "STOPPRESS_DATA": str(tmp_path)}

    ended = subprocess.run(
        [*COMMAND, "serve"], env=environment, capture_output=True, text=True, timeout=60, check=False
    )

    assert ended.returncode == 2
    assert f"Port {house.reader_port} of 127.0.0.1 is taken" in ended.stderr
    assert "STOPPRESS_READER_PORT" in ended.stderr


@pytest.mark.parametrize("name", ["reader", "press", "desk"])
def test_a_process_that_is_killed_comes_back_alone(running: Serving, name: str):
    house, serve = running
    before = house.process_ids(serve)

    os.kill(before[name], signal.SIGKILL)

    assert comes(lambda: house.process_ids(serve).get(name) not in {None, before[name]})
    after = house.process_ids(serve)
    assert {other: pid for other, pid in after.items() if other != name} == {
        other: pid for other, pid in before.items() if other != name
    }
    house.run("publish", "storm", f"After the {name} was killed.")
    assert comes(lambda: _page(house, f"After the {name} was killed."), 20)


def _page(house: House, text: str) -> bool:
    try:
        return text in httpx2.get(f"{house.readers}/storm/", trust_env=False).text
    except httpx2.TransportError:
        return False


def test_a_demo_of_captured_pages_tells_the_rest_by_itself_and_leaves_nothing_behind(tmp_path: Path):
    capture = Path(__file__).parents[1] / "unit/archive/captures/harbour-guardian-style.txt"
    environment = {
        **{name: value for name, value in House(tmp_path, 0, 0).environment.items() if name != "STOPPRESS_DATA"},
        "TMPDIR": str(tmp_path),
    }
    with (
        subprocess.Popen(
            [*COMMAND, "demo", str(capture), "--interval", "0.1", "--reader-port", "0", "--desk-port", "0"],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as demo,
        ExitStack() as stack,
    ):
        stack.callback(demo.kill)
        said: list[str] = []
        listener = threading.Thread(target=lambda: said.extend(demo.stderr), daemon=True)
        listener.start()
        lines = iter(demo.stdout.readline, "")
        readers = next(line.split()[1] for line in lines if line.startswith("  Readers"))
        link = next(line.split()[-1] for line in lines if line.startswith("  Log in"))
        assert not [line for line in said if "WARNING" in line], said
        front = httpx2.get(readers, trust_env=False).text
        login = httpx2.get(link, trust_env=False)
        told = comes(lambda: any("told to its end" in line for line in said), 30)
        demo.send_signal(signal.SIGINT)
        assert demo.wait(20) == 0
        listener.join(10)

    assert told
    assert 'href="/' in front
    assert login.status_code == 200
    assert not list(tmp_path.glob("stoppress-demo-*"))
