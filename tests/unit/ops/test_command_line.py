"""The command line as people and programs meet it: the real command, real processes, a data folder of its own."""

from __future__ import annotations

import os
import pty
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing
from pathlib import Path

import pytest

from stoppress.ops.command import COMMANDS
from tests.unit.ops.calling import call, environment, free_ports

pytestmark = pytest.mark.process


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house with one story of one update, for calls that change nothing."""
    folder = tmp_path_factory.mktemp("told")
    assert call(folder, "open", "storm", "--headline", "A storm nears the coast", "--by", "ada").code == 0
    assert call(folder, "publish", "storm", "The harbour is *closed*.", "--headline", "Harbour").code == 0
    return folder


def test_an_evening_from_the_command_line(tmp_path: Path):
    opened = call(tmp_path, "open", "storm", "--headline", "عاصفة تقترب", "--language", "ar", "--json").facts
    published = call(tmp_path, "publish", "storm", "-", "--status", "claimed", "--json", stdin="Six ships.").facts
    key = published["entry"]
    amended = call(
        tmp_path, "amend", "storm", key, "Seven ships.", "--as", "correction", "--note", "It said six.", "--json"
    ).facts
    withdrawn = call(tmp_path, "withdraw", "storm", key, "--reason", "The port denies it.", "--json").facts
    closed = call(tmp_path, "close", "storm", "--note", "Good night.", "--json").facts

    numbers = [facts["number"] for facts in (opened, published, amended, withdrawn, closed)]
    assert numbers == [1, 2, 3, 4, 5]
    assert published["address"].endswith(f"/storm/e/{key}/")
    assert {facts["position"].split("-")[0] for facts in (opened, closed)} == {opened["position"].split("-")[0]}


def test_the_same_call_with_the_same_id_is_answered_again_and_not_done_twice(tmp_path: Path):
    """A script on a failing network repeats without fear."""
    call(tmp_path, "open", "storm", "--headline", "A storm")
    words = ("publish", "storm", "Once.", "--pin", "--command-id", "cron-2026-11-22T14:03", "--json")

    first = call(tmp_path, *words).facts
    call(tmp_path, "publish", "storm", "Pinned instead.", "--pin")
    again = call(tmp_path, *words).facts

    assert again == {**first, "repeated": True}
    assert call(tmp_path, "publish", "storm", "Next.", "--json").facts["number"] == 6


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["publish", "nowhere", "text"], "story-unknown", "There is no story “nowhere”."),
        (["publish", "storm"], "nothing-said", "neither headline nor text"),
        (["publish", "storm", "text", "--kind", "rumour"], "word-unknown", "report, breaking"),
        (["amend", "storm", "nokey00000", "text", "--as", "typo"], "entry-unknown", "There is no update"),
        (["open", "Storm!", "--headline", "x"], "slug-not-usable", "small letters"),
        (["withdraw", "storm"], "usage", "--help` says what it takes."),
        (["publsh", "storm", "text"], "command-unknown", "Do you mean publish?"),
        (["backup", "/nowhere/at/all.tar"], "backup-not-possible", "can't be written"),
        (["restore", "/nowhere/at/all.tar"], "backup-not-readable", "nothing was changed"),
    ],
)
def test_what_can_not_be_done_is_refused_in_a_sentence(told: Path, words: list[str], code: str, sentence: str):
    ended = call(told, *words, "--json")

    assert ended.code == 2
    assert ended.err.startswith("stoppress: ")
    assert ended.err.count("\n") == 1
    assert sentence in ended.err
    assert ended.facts["refused"] == code


def test_a_misspelt_setting_stops_every_command(told: Path):
    ended = call(told, "doctor", STOPPRESS_READERS_PORT="9000")

    assert ended.code == 2
    assert "The nearest is STOPPRESS_READER_PORT." in ended.err


def test_a_reader_of_the_answer_that_goes_away_is_no_error(told: Path):
    """stoppress … | head must not end in a trace."""
    with subprocess.Popen(
        [sys.executable, "-m", "stoppress", "--help"],
        env=environment(told),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        process.stdout.close()
        assert process.stderr.read() == ""
        assert process.wait(30) in {0, 141}


def test_help_lists_every_command_and_each_explains_itself(told: Path):
    overview = call(told, "--help").out

    listed = [name for name, command in COMMANDS.items() if command.listed]
    assert all(f"\n  {name} " in overview for name in listed)
    assert "--command-id" in call(told, "publish", "--help").out


def test_a_backup_brings_everything_back_under_a_new_history(tmp_path: Path):
    house, elsewhere, file = tmp_path / "100% ours?", tmp_path / "elsewhere", tmp_path / "backup.tar"
    epoch = call(house, "open", "storm", "--headline", "A storm", "--json").facts["position"].split("-")[0]
    call(house, "publish", "storm", "Kept.")
    (house / "media").mkdir(exist_ok=True)
    picture = "0123456789abcdef0123456789abcdef-480.jpg"
    (house / "media" / picture).write_bytes(b"a picture")
    assert call(house, "backup", str(file)).code == 0
    call(house, "publish", "storm", "Too late for the backup.")

    restored = call(elsewhere, "restore", str(file), "--json")
    again = call(house, "restore", str(file), "--json")

    assert restored.code == again.code == 0
    assert restored.facts["epoch"] != epoch
    assert (elsewhere / "media" / picture).read_bytes() == b"a picture"
    assert call(house, "publish", "storm", "After.", "--json").facts["number"] == 3
    with closing(sqlite3.connect(again.facts["kept"])) as before:
        assert before.execute("SELECT count(*) FROM story_factrow").fetchone() == (3,)


def test_a_damaged_backup_changes_nothing(told: Path, tmp_path: Path):
    whole, cut, false = tmp_path / "whole.tar", tmp_path / "cut.tar", tmp_path / "false.tar"
    call(told, "backup", str(whole))
    cut.write_bytes(whole.read_bytes()[:-8_000])
    content = bytearray(whole.read_bytes())
    content[60_000] ^= 1
    false.write_bytes(content)
    before = (told / "desk.db").read_bytes()

    codes = [call(told, "restore", str(file), "--json").facts["refused"] for file in (cut, false)]

    assert codes == ["backup-not-readable", "backup-not-readable"]
    assert (told / "desk.db").read_bytes() == before
    assert not list(told.glob("*before*"))


def test_a_backup_holds_no_secret_and_only_its_owner_may_read_it(told: Path, tmp_path: Path):
    file = tmp_path / "backup.tar"

    call(told, "backup", str(file))

    with tarfile.open(file) as tar:
        assert sorted(tar.getnames()) == ["contents.json", "desk.db"]
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_newer_house_is_refused_and_not_touched(tmp_path: Path):
    call(tmp_path, "open", "storm", "--headline", "A storm")
    with closing(sqlite3.connect(tmp_path / "desk.db")) as desk:
        desk.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('story', '0099_future', '2030-01-01')")
        desk.commit()

    ended = call(tmp_path, "publish", "storm", "text", "--json")

    assert (ended.code, ended.facts["refused"]) == (2, "tables-newer")


def test_the_doctor_finds_a_hole_in_the_log(tmp_path: Path):
    call(tmp_path, "open", "storm", "--headline", "A storm")
    for text in ("One.", "Two."):
        call(tmp_path, "publish", "storm", text)
    well = call(tmp_path, "doctor", "--json", **free_ports())
    with closing(sqlite3.connect(tmp_path / "desk.db")) as desk:
        desk.execute("DELETE FROM story_factrow WHERE number = 2")
        desk.commit()

    ill = call(tmp_path, "doctor", "--json", **free_ports())

    assert (well.code, well.facts["well"]) == (0, True)
    assert ill.code == 1
    assert {"code": "log", "level": "act"}.items() <= next(
        remark.items() for remark in ill.facts["remarks"] if remark["code"] == "log"
    )


def test_the_doctor_warns_of_a_start_without_the_log(tmp_path: Path):
    """A lost desk.db and a start: an empty house, and nobody notices until the readers do."""
    call(tmp_path, "open", "storm", "--headline", "A storm")
    call(tmp_path, "reprint")
    for file in tmp_path.glob("desk.db*"):
        file.unlink()

    ill = call(tmp_path, "doctor", "--json", STOPPRESS_CARD_FONT="/gone.ttf", **free_ports())

    levels = {remark["code"]: remark["level"] for remark in ill.facts["remarks"]}
    assert (ill.code, levels["desk-whole"], levels["card-font"]) == (1, "act", "look")
    assert not list(tmp_path.glob("desk.db*"))


def test_a_backup_to_nowhere_says_what_to_name(told: Path, tmp_path: Path):
    ended = call(told, "backup", str(tmp_path / "gone" / "backup.tar"))

    assert ended.code == 2
    assert "Name a file in a folder that is there" in ended.err


def test_users_are_made_and_listed_and_come_in_by_links(tmp_path: Path):
    added = call(tmp_path, "user", "add", "ada", "--json").facts
    linked = call(tmp_path, "user", "link", "ada", "--minutes", "5", "--json").facts
    again = call(tmp_path, "user", "add", "ada", "--json")
    unknown = call(tmp_path, "user", "link", "ben", "--json")

    assert call(tmp_path, "user", "list", "--json").facts["users"] == ["ada"]
    assert added["link"] != linked["link"]
    assert linked["link"].startswith("http://127.0.0.1:8001/login/")
    assert (again.facts["refused"], unknown.facts["refused"]) == ("user-exists", "user-unknown")


def typed(folder: Path, *lines: str) -> tuple[int, str]:
    """`stoppress user add ada` at a terminal, with these lines typed at its prompts. Gives the exit code and the screen."""
    process, terminal = pty.fork()
    if process == 0:
        os.execve(sys.executable, [sys.executable, "-m", "stoppress", "user", "add", "ada"], environment(folder))
    screen = b""
    for line in lines:
        while not screen.endswith(b": "):
            screen += os.read(terminal, 4096)
        os.write(terminal, line.encode() + b"\n")
        screen += b"\n"
    try:
        while came := os.read(terminal, 4096):
            screen += came
    except OSError:
        pass  # Linux says so when the other side has ended
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), screen.decode()


def test_a_password_is_asked_for_twice_and_never_shown(tmp_path: Path):
    code, screen = typed(tmp_path, "correct horse battery", "correct horse battery")

    assert code == 0
    assert "Made the user ada, administrator" in screen
    assert "horse" not in screen


def test_two_passwords_that_differ_make_no_user(tmp_path: Path):
    code, screen = typed(tmp_path, "correct horse battery", "correct house battery")

    assert code == 2
    assert "differ" in screen
    assert call(tmp_path, "user", "list", "--json").facts["users"] == []
