"""What house style asks of files and functions, where a number can say it."""

from __future__ import annotations

import ast
from itertools import pairwise

from tests.shape.tree import ROOT, SOURCE, functions, kept_files, named, parsed, python_files

FILE_LINES_MAX = 400
"""Longer files are looked things up in, not read."""
FUNCTION_LINES_MAX = 60
ROOMS_FOR_EVERYTHING = {"utils", "util", "helpers", "helper", "common", "misc"}
RAW_SQL_IN = ("story/log.py", "audience/", "edition/", "bell/", "ops/desk_file.py")
"""Where SQL may stand; ops/desk_file.py copies and examines the database as a file."""
SQL_CALLS = {"execute", "executemany", "executescript", "raw", "RawSQL", "RunSQL", "cursor"}
TRANSLATING = {"_", "gettext", "gettext_lazy", "ngettext", "pgettext", "npgettext"}
LIMITS = sorted((SOURCE / "base/limits").glob("[a-z]*.py"))


def test_no_file_is_longer_than_can_be_read_in_one_go():
    long = {
        named(path): lines
        for path in python_files("src", "tests", "bench", "tools")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > FILE_LINES_MAX
    }

    assert not long


def test_no_function_is_longer_than_a_screen():
    long = {
        f"{named(path)}:{function.name}": lines
        for path in python_files("src", "bench", "tools")
        for function in functions(path)
        if (lines := (function.end_lineno or 0) - function.lineno + 1) > FUNCTION_LINES_MAX
    }

    assert not long


def test_no_folder_or_file_is_a_room_for_everything():
    rooms = {
        named(path)
        for path in kept_files()
        for part in path.relative_to(ROOT).parts
        if part.removesuffix(".py").lower() in ROOMS_FOR_EVERYTHING
    }

    assert not rooms


def test_sql_stands_only_where_the_stores_are():
    """Anywhere else it would pass by the door and the adapters' contract."""
    found = {
        named(path)
        for path in python_files("src")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in SQL_CALLS
    }

    places = {f"src/stoppress/{place}" for place in RAW_SQL_IN}
    assert not {name for name in found if not any(name.startswith(place) for place in places)}


def test_every_limit_has_a_reason_and_a_unit():
    """A number without a reason can't be changed by whoever comes after."""
    bounds = [
        (node, after)
        for path in LIMITS
        for node, after in pairwise([*parsed(path).body, None])
        if isinstance(node, ast.AnnAssign)
    ]

    without = [
        ast.unparse(node.target)
        for node, after in bounds
        if not isinstance(after, ast.AnnAssign)  # two ends of one range share the words below the second
        and not (
            isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant) and len(str(after.value.value)) > 30
        )
    ]

    assert len(bounds) > 30
    assert not without


def test_limits_are_named_once():
    """The same bound in two places would be two truths."""
    names = [
        ast.unparse(node.target) for path in LIMITS for node in parsed(path).body if isinstance(node, ast.AnnAssign)
    ]

    assert sorted(names) == sorted(set(names))


def test_every_module_says_what_lives_in_it():
    silent = {
        named(path)
        for path in python_files("src", "bench", "tools")
        if path.read_text(encoding="utf-8").strip() and not ast.get_docstring(parsed(path))
    }

    assert not silent


def test_no_phrase_to_translate_hides_inside_an_f_string():
    """The collector of phrases does not look there: the words would stay English for ever."""
    hidden = [
        f"{named(path)}:{call.lineno}"
        for path in python_files("src")
        for string in ast.walk(parsed(path))
        if isinstance(string, ast.JoinedStr)
        for call in ast.walk(string)
        if isinstance(call, ast.Call) and ast.unparse(call.func).split(".")[-1] in TRANSLATING
    ]

    assert not hidden
