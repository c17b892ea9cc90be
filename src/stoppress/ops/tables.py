"""Django, set up for a command, with tables that fit this version and a history that is whole."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from stoppress.base.errors import Refusal
from stoppress.base.limits.ops import TABLES_LOCK_WAIT_S
from stoppress.base.settings import Settings
from stoppress.ops.folder import held, in_use
from stoppress.project import wiring

_OF_THE_MACHINE: Final = ("disk", "unable to open", "readonly", "database is locked")
"""What SQLite says when the disk is full or broken, a file is another's, or somebody holds it: no bug of ours."""
RESTORED_MARK: Final = "restored"
"""File that stands in the data folder from a restore until the history has its new name."""


@contextmanager
def open_tables(house: Settings) -> Iterator[None]:
    """Use the log and the users of this house until the end of the block.

    Raises   Refusal folder-in-use, data-not-usable, tables-newer.
    """
    with in_use(house.data):
        _load_django()
        from django.db import OperationalError, connections

        try:
            set_up(house)
            yield
        except OperationalError as error:
            if not any(words in str(error) for words in _OF_THE_MACHINE):
                raise
            raise Refusal(
                "data-not-usable",
                f"The log in {house.data} can't be used: {error}. `stoppress doctor` says what to do.",
            ) from None
        finally:
            connections.close_all()


def set_up(house: Settings) -> None:
    """Set Django up, bring the tables up to date, and finish a restore that was cut off.

    Raises   Refusal tables-newer: the folder was used by a newer Stop Press.
    """
    _load_django()
    with held(house.data, "tables", wait_s=TABLES_LOCK_WAIT_S):
        _bring_up_to_date()
        _begin_new_history_after_restore(house)


def known_table_changes() -> set[str]:
    """The changes of the tables that this version knows, as app.name. Touches no database."""
    _load_django()
    from django.db.migrations.loader import MigrationLoader

    return {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations or ()}


def _load_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stoppress.project.settings")
    import django

    django.setup()


def _bring_up_to_date() -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    applied = {f"{app}.{name}" for app, name in executor.loader.applied_migrations or ()}
    newer = sorted(applied - known_table_changes())
    if newer:
        raise Refusal(
            "tables-newer",
            f"The data folder was used by a newer Stop Press ({', '.join(newer[:3])} is unknown here). "
            "Install that version again, or name another folder with --data.",
        )
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)
    from stoppress.desk.sealing import seal_anew

    seal_anew()


def _begin_new_history_after_restore(house: Settings) -> None:
    """restore leaves a mark beside the database that it puts in place; who finds it first makes the history new."""
    mark = house.data / RESTORED_MARK
    if not mark.exists():
        return
    from stoppress.story.write import begin_new_history

    begin_new_history()
    shelf = wiring.edition(house)
    try:
        shelf.clear()
    finally:
        shelf.close()
    mark.unlink()
