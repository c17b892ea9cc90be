"""The two ways in which something goes wrong, and nothing else.

A Refusal is expected: it answers a person or a program that asked for what can't be done. A Fault is our bug.
"""

from __future__ import annotations


class Refusal(Exception):
    """A request that is answered with no. Shown to people: finding, then what is allowed, then what to do.

    code     short, stable, with hyphens ("entry-too-long"); machines may rely on it.
    message  one or two sentences for the person who asked.
    field    the form field or argument that is at fault; "" when it is the request as a whole.
    """

    def __init__(self, code: str, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.field = field

    def __reduce__(self) -> tuple[object, ...]:
        return (_revive_refusal, (type(self), self.code, self.message, self.field))


def _revive_refusal(kind: type[Refusal], code: str, message: str, field: str) -> Refusal:
    return kind(code, message, field=field)


class Fault(Exception):
    """A promise of ours that does not hold. Logged with its keys, never swallowed, never shown in detail to readers."""
