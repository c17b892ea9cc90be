"""Who is what."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class RoleRow(models.Model):
    """One role of one person: in one story, or in the house where story is "". Without a row: outside."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    story = models.CharField(max_length=80, blank=True)
    role = models.CharField(max_length=20)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["user", "story"], name="role_once"),)
        indexes = (models.Index(fields=["story", "role"], name="roles_by_story"),)
