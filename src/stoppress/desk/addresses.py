"""Where the API is. Loads nothing: what stands before Django asks it too."""

from __future__ import annotations

from typing import Final

API_ADDRESS: Final = "/api/"
"""Whatever is below it answers in JSON, whoever asks."""
