"""Who is asked in, and what the house asks of everybody."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Invitation(models.Model):
    """A link by which one person makes an account, once. Only the hash of its token is kept."""

    token_hash = models.CharField(max_length=64, unique=True)
    role = models.CharField(max_length=20)
    email = models.CharField(max_length=254, blank=True)
    """Whoever comes by OpenID Connect with this address, verified, needs no link; "" = by the link only."""
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True)
    used_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")


class HousePolicy(models.Model):
    """What the house asks of everybody at the desk; at most one row, with the key 1."""

    second_factor_required = models.BooleanField(default=False)
