"""The data folder and its locks."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from stoppress.base.errors import Refusal
from stoppress.ops.folder import held, in_use, is_held, made_folder


def test_a_new_folder_is_for_its_owner_only(tmp_path: Path):
    folder = made_folder(tmp_path / "deep/house")

    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_folder_that_can_not_be_made_is_refused_with_a_sentence(tmp_path: Path):
    (tmp_path / "file").write_text("no folder")

    with pytest.raises(Refusal, match=r"can't be made: .* Name another with --data\.") as refused:
        made_folder(tmp_path / "file/house")

    assert refused.value.code == "data-not-usable"


def test_many_may_use_a_folder_while_nobody_restores_it(tmp_path: Path):
    with in_use(tmp_path), in_use(tmp_path):
        assert is_held(tmp_path, "use")
        with pytest.raises(Refusal, match="Stop it first"), held(tmp_path, "use"):
            pytest.fail("a restore began while others were at work")


def test_two_supervisors_do_not_share_a_folder(tmp_path: Path):
    with held(tmp_path, "serve"), pytest.raises(Refusal, match="Another `stoppress serve`"), held(tmp_path, "serve"):
        pytest.fail("both were let in")


def test_a_lock_ends_with_its_holder_however_it_ends(tmp_path: Path):
    """No file is left that somebody would have to remove at night."""
    code = (
        "import sys, time; from pathlib import Path; from stoppress.ops.folder import held\n"
        "with held(Path(sys.argv[1]), 'press'): print('held', flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert holder.stdout.readline() == "held\n"
    assert is_held(tmp_path, "press")

    holder.kill()
    holder.communicate()

    assert not is_held(tmp_path, "press")


def test_a_lock_that_can_not_be_opened_says_whose_the_folder_must_be(tmp_path: Path):
    """Often root called a command there once, and the service can't take its lock any more."""
    (tmp_path / "serve.lock").mkdir()

    with pytest.raises(Refusal, match=r"serve\.lock can't be opened: .*chown -R") as refused, held(tmp_path, "serve"):
        pass

    assert refused.value.code == "data-not-usable"
