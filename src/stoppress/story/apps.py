"""The Django app that holds the log's tables."""

from django.apps import AppConfig


class StoryConfig(AppConfig):
    """Tables story_*."""

    name = "stoppress.story"
    label = "story"
    default_auto_field = "django.db.models.BigAutoField"
