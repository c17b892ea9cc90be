"""One load test from beginning to end."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import uvloop

from stoppress.base.errors import Refusal
from stoppress.base.limits.loadtest import LOADTEST_WAIT_S
from stoppress.ops.loadtest.crowd import Crowd, Troubles
from stoppress.ops.loadtest.publishing import Publishing
from stoppress.ops.loadtest.tally import Outcome, Tally
from stoppress.ops.loadtest.target import Target, head_of

_LOOK_S = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is asked for; within the bounds of base/limits.py.

    duration_s  from the moment at which all readers are there.
    patience_s  for how long the last readers are waited for at the beginning.
    """

    readers: int
    connect_per_s: float
    cut_per_s: float
    duration_s: float
    patience_s: float = LOADTEST_WAIT_S


@dataclass(frozen=True, slots=True)
class Report:
    """What came of it. readers_there: of those who were to come, how many were there at the beginning."""

    outcome: Outcome
    troubles: Troubles
    readers_there: int
    connecting_s: float


def load(target: Target, plan: Plan, publishing: Publishing | None, say: Callable[[str], None]) -> Report:
    """Do it. Blocks; needs Python's main thread for nothing.

    publishing  not started yet; None = only listen.
    Raises      Refusal  no-answer, no-story, no-reader-came, answer-strange, or why publishing was refused.
    """
    return uvloop.run(_load(target, plan, publishing, say))


async def _load(target: Target, plan: Plan, publishing: Publishing | None, say: Callable[[str], None]) -> Report:
    position, number = await asyncio.to_thread(head_of, target)
    # Chance decides who is cut; a fixed seed makes two tests alike.
    crowd = Crowd(target, position.rpartition("-")[0], Tally(number), random.Random(1))  # noqa: S311
    begun = time.monotonic()
    try:
        await crowd.come(plan.readers, plan.connect_per_s)
        await _until(lambda: len(crowd.open) >= plan.readers or crowd.refusal is not None, plan.patience_s)
        there, connecting_s = len(crowd.open), time.monotonic() - begun
        if not there:
            raise crowd.refusal or Refusal("no-reader-came", _nobody(crowd.troubles))
        say(f"{there} readers are there after {connecting_s:.1f} s.")
        await _loaded(crowd, plan, publishing)
        newest = await _settled(crowd, publishing)
    finally:
        if publishing is not None and publishing.is_alive():
            await asyncio.to_thread(publishing.stop)
        await crowd.leave()
    if crowd.refusal is not None:
        raise crowd.refusal
    handed_in_s = dict(publishing.handed_in_s) if publishing else {}
    return Report(crowd.tally.outcome(handed_in_s, newest), crowd.troubles, there, connecting_s)


async def _loaded(crowd: Crowd, plan: Plan, publishing: Publishing | None) -> None:
    cutting = asyncio.create_task(crowd.be_cut(plan.cut_per_s)) if plan.cut_per_s else None
    try:
        if publishing is not None:
            publishing.start()
        await _until(
            lambda: crowd.refusal is not None or (publishing is not None and publishing.error is not None),
            plan.duration_s,
        )
    finally:
        if cutting is not None:
            cutting.cancel()
            with suppress(asyncio.CancelledError):
                await cutting


async def _settled(crowd: Crowd, publishing: Publishing | None) -> int:
    """Wait for what is under way. Returns  the number that everybody is due."""
    if publishing is not None:
        await asyncio.to_thread(publishing.stop)
        publishing.raise_error()
    published = max(publishing.handed_in_s, default=0) if publishing else 0
    newest = max(published, crowd.tally.newest, crowd.tally.start)
    await _until(lambda: crowd.tally.has_all(newest), LOADTEST_WAIT_S)
    return newest


async def _until(is_so: Callable[[], bool], within_s: float) -> None:
    until = time.monotonic() + within_s
    while not is_so() and time.monotonic() < until:  # noqa: ASYNC110  what is waited for is a count, or a thread
        await asyncio.sleep(_LOOK_S)


def _nobody(troubles: Troubles) -> str:
    status = next(iter(troubles.refused), 0)
    told = f"the answer was {status}" if status else "there was no connection"
    return f"No reader got a stream: {told}. Look at the server's log, or ask with fewer readers."
