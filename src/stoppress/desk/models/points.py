"""Key points that were looked at again."""

from __future__ import annotations

from django.db import models


class PointsLook(models.Model):
    """When somebody last said of a story's key points that they are right as they stand.

    It changes nothing for readers, so it is no fact of the log: it only ends the flags that asked for the look.
    """

    story = models.CharField(max_length=80, primary_key=True)
    at = models.DateTimeField()
