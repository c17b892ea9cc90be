"""Which stories could not be printed, and when each is tried again. Pure; the clock is given."""

from __future__ import annotations

from dataclasses import dataclass

from stoppress.base.limits.press import PRESS_RETRY_MAX_S


@dataclass(slots=True)
class _Trouble:
    failures: int
    retry_at_s: float


class Backoff:
    """Waits 1, 2, 4 … PRESS_RETRY_MAX_S seconds after each failure of a story; others are not held up.

    Holds one small record for each story in trouble. Times are seconds of any clock that does not go back.
    """

    def __init__(self) -> None:
        self._troubles: dict[str, _Trouble] = {}

    def may_try(self, slug: str, now_s: float) -> bool:
        """False while the story has to wait."""
        trouble = self._troubles.get(slug)
        return trouble is None or now_s >= trouble.retry_at_s

    def is_troubled(self, slug: str) -> bool:
        """True between a failure and the next success."""
        return slug in self._troubles

    def failed(self, slug: str, now_s: float) -> float:
        """Note a failure. Returns  the seconds until the story may be tried again."""
        failures = self._troubles[slug].failures + 1 if slug in self._troubles else 1
        wait_s = min(2.0 ** (failures - 1), PRESS_RETRY_MAX_S)
        self._troubles[slug] = _Trouble(failures, now_s + wait_s)
        return wait_s

    def succeeded(self, slug: str) -> None:
        """Forget the story's failures."""
        self._troubles.pop(slug, None)
