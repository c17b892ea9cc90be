"""The Django app that holds the desk's tables, templates and static files."""

from __future__ import annotations

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Tables desk_*."""

    name = "stoppress.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Once all tables are known."""
        from stoppress.desk.entrance import just_added

        just_added.listen()
