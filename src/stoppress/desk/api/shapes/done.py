"""What every deed is answered with."""

from __future__ import annotations

from ninja import Schema
from pydantic import Field


class Done(Schema):
    """It is on disk. The same for the same Idempotency-Key, however often it is sent."""

    story: str
    key: str | None = Field(description="The update it was about; null = the story as a whole.")
    number: int = Field(description="The story's log has come to this number: “sent 412”.")
    revision: int | None = Field(description="The update's revision after it, where its words were written.")
    changed: bool = Field(description="False: it was so already.")
