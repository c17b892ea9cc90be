"""Webhooks: to whom we tell what happens, how far each has been told, and how that went.

There is no table of messages: the log is the truth, and a webhook is a place in it.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Hook(models.Model):
    """One receiver."""

    url = models.CharField(max_length=2000)
    name = models.CharField(max_length=200)
    events = models.CharField(max_length=1000)
    """Kinds of events with spaces between; "" = all."""
    story = models.CharField(max_length=80)
    """The slug of the one story that it is about; "" = all."""
    secret = models.CharField(max_length=400)
    """Sealed (sealing.py), as is the old one."""
    old_secret = models.CharField(max_length=400, default="")
    old_secret_until = models.DateTimeField(null=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    state = models.CharField(max_length=20, default="active")
    """active, paused (by a person), failing (by us, see reason)."""
    reason = models.CharField(max_length=500, default="")


class HookPlace(models.Model):
    """How far one webhook has been told of one story. A story without a place is new: it is told from its beginning."""

    hook = models.ForeignKey(Hook, on_delete=models.CASCADE, related_name="+")
    slug = models.CharField(max_length=80)
    number = models.PositiveBigIntegerField()
    """The last fact that was handled."""
    attempts = models.PositiveSmallIntegerField(default=0)
    """How often the fact after it was tried in vain."""
    due_at = models.DateTimeField(null=True)
    """When to try again; None = now."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=["hook", "slug"], name="hook_place_once"),)


class HookDelivery(models.Model):
    """One attempt, for people to look at."""

    hook = models.ForeignKey(Hook, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    message = models.CharField(max_length=200)
    """The message's id, the same in all its attempts."""
    event = models.CharField(max_length=60)
    slug = models.CharField(max_length=80)
    number = models.PositiveBigIntegerField()
    attempt = models.PositiveSmallIntegerField()
    status = models.PositiveSmallIntegerField()
    """What the receiver answered; 0 = nothing."""
    done = models.BooleanField()
    said = models.CharField(max_length=500)
    """Why it failed, or the beginning of the answer."""
    took_ms = models.PositiveIntegerField()

    class Meta:
        indexes = (models.Index(fields=["hook", "-id"], name="deliveries_of_hook"),)
