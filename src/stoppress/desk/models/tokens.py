"""How programs come in, and what they were answered."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class ApiToken(models.Model):
    """A token that acts for its user. Only the hash is kept; `hint` is its beginning, to tell it from others."""

    token_hash = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=12)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    scopes = models.CharField(max_length=200)
    """Words with spaces between."""
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)


class ApiAnswer(models.Model):
    """What a request with an Idempotency-Key was answered; status 0 while it is being answered."""

    key_hash = models.CharField(max_length=64, primary_key=True)
    digest = models.CharField(max_length=64)
    """Of the request: method, address, body."""
    status = models.PositiveSmallIntegerField(default=0)
    body = models.TextField(default="")
    """Sealed (sealing.py): it may hold what is shown once."""
    etag = models.CharField(max_length=80, default="")
    at = models.DateTimeField(db_index=True)
