from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stoppress.stream.ids import Position, position_from

HOSTILE = [
    b"",
    b"-",
    b"k3",
    b"k3-",
    b"-412",
    b"412",
    b"k3--1",
    b"k3-+1",
    b"k3-1.5",
    b"k3-0412",
    b"k3-4_1",
    b"k3-412 ",
    b" k3-412",
    b"k3-412\n",
    b"k3\x00-412",
    b"k3-412\x00",
    "k3-٤١٢".encode(),
    "ｋ3-412".encode(),
    b"k3-412-1",
    b"k3-" + b"9" * 40,
    b"x" * 1_000_000,
    b"\xff\xfe",
]


@pytest.mark.parametrize("raw", HOSTILE, ids=lambda raw: repr(raw[:12]))
def test_what_was_never_a_position_is_unreadable(raw: bytes):
    assert position_from(raw) == "unreadable"


@given(st.binary(max_size=200))
def test_any_bytes_are_a_position_or_unreadable(raw: bytes):
    position = position_from(raw)

    assert position == "unreadable" or str(position).encode() == raw


@given(st.from_regex(r"\A[a-z0-9]{1,12}\Z"), st.integers(min_value=0, max_value=10**15 - 1))
def test_a_position_is_read_as_it_was_written(epoch: str, number: int):
    assert position_from(str(Position(epoch, number)).encode()) == Position(epoch, number)
