"""When to try again: sooner at first, then ever later, never all at the same second."""

from __future__ import annotations

import random
from typing import Final

from stoppress.base.limits.api import HOOK_ATTEMPTS_MAX, HOOK_RETRY_AFTER_S_MAX

WAITS_S: Final = (5, 30, 120, 600, 1_800, 3_600, 7_200, 14_400, 21_600, 28_800, 28_800)
"""Seconds after the first, second … failed attempt: a restart is survived in seconds, a night in hours."""

assert len(WAITS_S) == HOOK_ATTEMPTS_MAX - 1


def wait_s(attempts: int, asked_s: int | None, chance: random.Random) -> float | None:
    """Seconds until the next attempt.

    attempts  how many have failed, from 1.
    asked_s   what the receiver asked for with Retry-After; heard up to HOOK_RETRY_AFTER_S_MAX.
    Returns   None when enough was tried.
    """
    if attempts >= HOOK_ATTEMPTS_MAX:
        return None
    spread = WAITS_S[attempts - 1] * chance.uniform(0.8, 1.2)
    return max(spread, min(asked_s or 0, HOOK_RETRY_AFTER_S_MAX))
