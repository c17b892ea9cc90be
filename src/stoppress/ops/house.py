"""The settings of this call. What the command line gives goes into the environment, where our processes find it."""

from __future__ import annotations

import os

from stoppress.base.settings import PREFIX, Settings, settings_from


def house_with(**given: object) -> Settings:
    """The settings from the environment and what is given, which stays in the environment; None is not given.

    Raises   Refusal setting-unknown, setting-wrong.
    """
    for name, value in given.items():
        if value is not None:
            os.environ[PREFIX + name.upper()] = str(value)
    # Absolute from here on: a process or a library that changes its folder must not change the house.
    os.environ[f"{PREFIX}DATA"] = str(settings_from(os.environ).data.absolute())
    return settings_from(os.environ)
